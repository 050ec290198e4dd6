"""What people send beside words: the folder of files, what a file is by its bytes, and how it may be called."""
