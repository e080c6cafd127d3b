"""PDF: pages, lines, tables, scans."""
