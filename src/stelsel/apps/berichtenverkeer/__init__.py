"""Messages in and out: inbox, outbox, worker."""
