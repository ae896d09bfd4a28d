"""THE HALL. What both doors share: who is there, what they may do, and the unit of work of a request."""
