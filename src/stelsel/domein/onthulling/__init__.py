"""What may be shown of few people: the norms of each edition."""
