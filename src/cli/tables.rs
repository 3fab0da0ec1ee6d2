//! The report as tables in a folder: one Parquet file for each.

use std::{io, path::Path};

use guiju::{
    diagnostic::{Code, Diagnostic},
    finding::Report,
    phrase::Phrase,
};

use super::args::{OutputArg, ReportFormat};

/// Why tables cannot be written as asked: to the standard output, or by a program that cannot write them.
pub(super) fn unfit(format: ReportFormat, outputs: &[OutputArg]) -> Option<Diagnostic> {
    let to_file = outputs.iter().any(|o| o.format == ReportFormat::Parquet);
    if !to_file && format != ReportFormat::Parquet {
        return None;
    }
    if !cfg!(feature = "parquet") {
        let message =
            Phrase::new("本程序没有编入 Parquet", "this program was built without the feature parquet");
        let help = Phrase::new(
            "用 cargo build --release --features parquet 编译；或用 --format ndjson，或 Spark 作业（docs/spark.md）",
            "build it with cargo build --release --features parquet; or use --format ndjson, or the Spark job \
             (docs/spark.md)",
        );
        return Some(Diagnostic::option(Code::BadArgument, "parquet", &message).help(help));
    }
    (format == ReportFormat::Parquet).then(|| {
        let message =
            Phrase::new("Parquet 表写入文件夹", "tables go to a folder, not to the standard output");
        let help = Phrase::new("用 --output parquet:文件夹", "use --output parquet:FOLDER");
        Diagnostic::option(Code::BadArgument, "--format parquet", &message).help(help)
    })
}

/// Writes the tables, each file whole or not at all.
#[cfg(feature = "parquet")]
pub(super) fn write(report: &Report, folder: &Path) -> io::Result<()> {
    use guiju::report::tables;

    std::fs::create_dir_all(folder)?;
    for table in &tables::TABLES {
        let path = folder.join(format!("{}.parquet", table.name));
        let rows = tables::of_table(report, table.name);
        super::output::replace(&path, |out| tables::parquet(table, rows, out))?;
    }
    Ok(())
}

/// Refused before the first document is opened.
#[cfg(not(feature = "parquet"))]
pub(super) fn write(_: &Report, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
