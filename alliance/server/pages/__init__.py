"""Pages: the records of views as HTML, in English and Chinese, without need of a script."""
