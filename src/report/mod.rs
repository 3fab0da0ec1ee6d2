//! One file and one function per format.
