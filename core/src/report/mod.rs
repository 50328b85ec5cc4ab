//! What people read: decision paper, HTML page.
