"""Work done aside: jobs, the processes that do them, and what confines these."""
