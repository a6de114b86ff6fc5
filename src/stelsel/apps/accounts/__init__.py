"""Users, roles and the organisation they act for."""
