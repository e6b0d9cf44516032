"""The star and the mart in Apache Spark."""
