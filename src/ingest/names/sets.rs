//! The verbs by which a text gives an organ its units.

/// Those that set units up: 县水利局内设办公室. What begins with another stands before it.
pub(in crate::ingest) const SETS: [&str; 9] =
    ["内设", "下设", "共设", "分设", "设置", "设定", "设立", "设有", "设"];
/// Those that add units to others: 另设机关党委.
pub(in crate::ingest) const ADDS: [&str; 4] = ["另设", "还设", "并设", "增设"];
