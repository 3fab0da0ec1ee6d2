//! Paths as URI references (RFC 3986).

use crate::report::from_root;

/// A path as a URI: relative paths stay relative, everything outside the unreserved characters is percent-encoded.
pub(super) fn of_path(path: &str) -> String {
    let path = from_root(path);
    let encoded: String = path.bytes().map(byte).collect();
    // A first segment with a colon would be a scheme; colons are encoded above, so that only the root needs care.
    if encoded.starts_with('/') { format!("file://{encoded}") } else { encoded }
}

fn byte(b: u8) -> String {
    if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) {
        char::from(b).to_string()
    } else {
        format!("%{b:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uri_references() {
        assert_eq!(of_path("docs/a b.txt"), "docs/a%20b.txt");
        assert_eq!(of_path("/文件/a#1.txt"), "file:///%E6%96%87%E4%BB%B6/a%231.txt");
        assert_eq!(of_path("./c:d?.txt"), "c%3Ad%3F.txt");
        assert_eq!(of_path("././/c.txt"), "c.txt");
        assert_eq!(of_path("<stdin>"), "%3Cstdin%3E");
    }
}
