"""What if: facts without somebody, or with a role in other hands, and how networks and leads differ then."""
