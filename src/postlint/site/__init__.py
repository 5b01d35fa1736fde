"""The whole site: what each post tells the others (facts), its address, and where its links lead."""
