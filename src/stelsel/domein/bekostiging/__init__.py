"""What care costs and what is paid for it: pure calculations, without rows or screens."""
