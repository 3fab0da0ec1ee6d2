//! What single options may be given: formats, levels, languages, days and numbers, and how they are typed.

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;

use super::wrong::Unusable;

/// A number of bytes: `500`, `64KB`, `32MB`, `1GB`.
pub(super) fn size(text: &str) -> Result<u64, Unusable> {
    let upper = text.trim().to_ascii_uppercase();
    let units = [("KB", 10), ("MB", 20), ("GB", 30), ("B", 0), ("", 0)];
    let (number, shift) = units
        .iter()
        .find_map(|(unit, shift)| upper.strip_suffix(unit).map(|n| (n.trim(), *shift)))
        .unwrap_or((&upper, 0));
    let bytes = number.parse::<u64>().ok().and_then(|n| n.checked_mul(1 << shift));
    bytes.filter(|n| *n > 0).ok_or_else(|| {
        Unusable::new(
            "写字节数，或带 KB、MB、GB 的数，如 32MB",
            "use bytes, or a number with KB, MB or GB, such as 32MB",
        )
    })
}

/// The forms that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormArg {
    /// What `guiju extract` writes and `guiju check` reads
    Regulation,
    /// The columns of the report as tables; no JSON Schema, but a list of them
    Tables,
}

/// How a model is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModelArg {
    /// guiju/regulation/1
    Json,
    /// Akoma Ntoso 3.0
    Akn,
}

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArg {
    /// For reading
    Human,
    /// For programs
    Json,
}

/// How a report of a check is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For reading at a terminal
    Human,
    /// For programs: guiju/report/1
    Json,
    /// The same, one line for each document
    Ndjson,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For build servers: JUnit XML
    Junit,
    /// Annotations of a GitHub workflow
    Github,
    /// Code Quality of GitLab
    Gitlab,
    /// A summary for a pull request or a memo
    Markdown,
    /// For spreadsheets
    Csv,
    /// One page with everything in it, for an auditor
    Html,
    /// Tables to query: a folder of Parquet files, to --output only; in programs that were built with the feature parquet
    Parquet,
}

/// A file to write a report to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutputArg {
    pub(crate) format: ReportFormat,
    pub(crate) path: PathBuf,
}

impl OutputArg {
    /// Reads `format:file`, or a file whose ending tells the format.
    pub(super) fn parse(text: &str) -> Result<Self, Unusable> {
        let known = |name: &str| ReportFormat::from_str(name, false).ok();
        if let Some((prefix, path)) = text.split_once(':')
            && let Some(format) = known(prefix)
        {
            return Self::at(format, path);
        }
        // One letter before a colon is a drive.
        let prefix =
            text.split_once(':').map(|(p, _)| p).filter(|p| p.len() > 1 && !p.contains(['/', '\\', '.']));
        if let Some(prefix) = prefix {
            let names = ReportFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let names: Vec<String> = names.map(|v| v.get_name().to_owned()).collect();
            let (zh, en) = (names.join("、"), names.join(", "));
            return Err(Unusable::new(
                format!("没有格式 `{prefix}`；可用：{zh}"),
                format!("`{prefix}` is no format; the formats are {en}"),
            ));
        }
        let ending = text.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let format = match ending.as_str() {
            "htm" => Some(ReportFormat::Html),
            "jsonl" => Some(ReportFormat::Ndjson),
            "md" => Some(ReportFormat::Markdown),
            "txt" => Some(ReportFormat::Human),
            "xml" => Some(ReportFormat::Junit),
            ending @ ("html" | "json" | "ndjson" | "sarif" | "csv") => known(ending),
            _ => None,
        };
        let format = format.ok_or_else(|| {
            Unusable::new(
                "从后缀看不出格式；请先写格式：html:FILE，或以 html:- 写到标准输出",
                "its ending tells no format; write the format first: html:FILE, or html:- for the standard output",
            )
        })?;
        Self::at(format, text)
    }

    fn at(format: ReportFormat, path: &str) -> Result<Self, Unusable> {
        if path.is_empty() {
            return Err(Unusable::new("格式之后没有文件", "there is no file after the format"));
        }
        Ok(Self { format, path: path.into() })
    }
}

/// The least severity that makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnArg {
    /// Errors only
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Info,
    /// Nothing
    Never,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    /// Chinese
    Zh,
    /// English
    En,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    /// On a terminal
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// Threads that are begun at most: more of them only take time.
const MAX_THREADS: usize = 256;

/// A number of threads, as it is typed.
pub(crate) fn threads(text: &str) -> Result<usize, Unusable> {
    let number = text.parse().ok().filter(|n| *n <= MAX_THREADS);
    number.ok_or_else(|| {
        Unusable::new(
            format!("线程数为 0 至 {MAX_THREADS}；0 表示全部"),
            format!("the number of threads is one from 0 to {MAX_THREADS}; 0 means all"),
        )
    })
}

/// A day, as it is typed.
pub(crate) fn date(text: &str) -> Result<Date, Unusable> {
    let is_written = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    // No calendar has a year 0, and a day is written in one way only.
    let day = text.parse().ok().filter(|day: &Date| is_written && day.year() > 0);
    day.ok_or_else(|| {
        if is_written {
            Unusable::new(
                "历法上没有这一天；日期写作 YYYY-MM-DD",
                "the calendar has no such day; a date is written YYYY-MM-DD",
            )
        } else {
            Unusable::new(
                "日期写作 YYYY-MM-DD，如 2019-04-07",
                "a date is written YYYY-MM-DD, such as 2019-04-07",
            )
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_have_a_format() {
        let read = |text: &str| OutputArg::parse(text).map(|o| (o.format, o.path.display().to_string()));
        assert_eq!(read("csv:a.txt"), Ok((ReportFormat::Csv, "a.txt".to_owned())));
        assert_eq!(read("a/report.sarif"), Ok((ReportFormat::Sarif, "a/report.sarif".to_owned())));
        assert_eq!(read("junit:C:\\a.xml"), Ok((ReportFormat::Junit, "C:\\a.xml".to_owned())));
        assert_eq!(read("C:\\a.csv"), Ok((ReportFormat::Csv, "C:\\a.csv".to_owned())));
        assert_eq!(read("./htlm:a.md"), Ok((ReportFormat::Markdown, "./htlm:a.md".to_owned())));
        assert!(read("htlm:a.html").is_err() && read("report").is_err() && read("csv:").is_err());
    }

    #[test]
    fn dates_are_days_that_exist() {
        assert!(date("2019-04-07").is_ok());
        assert!(date("2019-02-30").is_err() && date("7 April 2019").is_err());
        assert!(date("20190407").is_err() && date("0000-01-01").is_err() && date("0001-01-01").is_ok());
        assert!(date("2019-04-07T00:00").is_err() && date("-002019-04-07").is_err());
    }
}
