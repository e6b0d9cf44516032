"""What hidden cells give away. Only the command line may import this wing."""
