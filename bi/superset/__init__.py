"""The warehouse in Apache Superset: a dashboard, the datasets behind it, and what starts them."""
