"""What is sent: the loop that takes what is due, the chores of a day, mail."""
