//! The columns of the tables: their names, types and meanings, in one place.

use serde::Serialize;

/// A table.
#[derive(Debug, Serialize)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What one row stands for, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Its columns; their order is part of the form.
    pub columns: &'static [Column],
}

/// A column.
#[derive(Debug, Serialize)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Whether a cell may hold nothing.
    pub nullable: bool,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
}

/// The type of a column, by the name that Spark has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A text in UTF-8.
    String,
    /// A whole number of 64 bits.
    Long,
}

const fn column(
    kind: Kind,
    nullable: bool,
    name: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Column {
    Column { name, kind, nullable, zh, en }
}

const fn text(name: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(Kind::String, false, name, zh, en)
}

const fn maybe(name: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(Kind::String, true, name, zh, en)
}

const fn number(name: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(Kind::Long, false, name, zh, en)
}

const PATH: Column = text("path", "文件", "the document, as the run names it");
const DIGEST: Column = text("digest", "文件内容的 BLAKE3", "BLAKE3 of its bytes");
const POLICY: Column = text("policy", "政策", "the policy");
const QUOTE: Column = text("quote", "原文", "the words as printed");
const START_BYTE: Column = number("start_byte", "起始字节", "the first byte in the decoded text");
const END_BYTE: Column = number("end_byte", "结束字节", "the byte after the last");
const START_LINE: Column = number("start_line", "起始行", "its line, from 1");
const START_COLUMN: Column = number("start_column", "起始列", "its column in characters, from 1");
const END_LINE: Column = number("end_line", "结束行", "the line of the byte after the last");
const END_COLUMN: Column = number("end_column", "结束列", "its column");
const FINGERPRINT: Column =
    text("fingerprint", "问题的标识", "the identity of the finding; survives edits elsewhere");

/// All tables. Rows of one document have its `path`; `evidence` belongs to `findings` by `path` and `fingerprint`.
pub const TABLES: [Table; 6] = [
    Table {
        name: "documents",
        zh: "每份查过的文件",
        en: "a document that was checked",
        columns: &[
            PATH,
            text("id", "名称", "the name that it has itself"),
            DIGEST,
            number("findings", "问题数", "how many findings it has, waived ones too"),
            number("warnings", "提醒数", "how many warnings the reader gave"),
        ],
    },
    Table {
        name: "verdicts",
        zh: "每条政策对每份文件的结论",
        en: "what one policy says of one document",
        columns: &[
            PATH,
            DIGEST,
            POLICY,
            text("verdict", "结论", "pass, violation, undecided or not-applicable"),
            number("examined", "核对次数", "how many evaluations it rests on"),
            number("passed", "成立", "of these, true"),
            number("violated", "违反", "of these, false"),
            number("undecided", "未决", "of these, unknown"),
            maybe("reason_zh", "原因（中文）", "why it is undecided or not applicable, in Chinese"),
            maybe("reason_en", "原因（英文）", "the same in English"),
        ],
    },
    Table {
        name: "findings",
        zh: "每处问题",
        en: "a violation of one policy by one document",
        columns: FINDINGS,
    },
    Table {
        name: "evidence",
        zh: "问题所引的每处原文",
        en: "a place that a finding quotes",
        columns: &[
            PATH,
            POLICY,
            FINGERPRINT,
            number("number", "序号", "which of the finding's places it is, from 0"),
            text("role", "作用", "offending, context, searched or nearest"),
            QUOTE,
            START_BYTE,
            END_BYTE,
            START_LINE,
            START_COLUMN,
            END_LINE,
            END_COLUMN,
            maybe("lacked_zh", "所缺（中文）", "what a nearest miss lacked, one a line, in Chinese"),
            maybe("lacked_en", "所缺（英文）", "the same in English"),
            maybe("pointer", "JSON 指针", "the place in a structure without text, as a JSON pointer"),
            maybe("origin", "页面元素", "the element of a page or paragraph of a file that shows it"),
        ],
    },
    Table { name: "warnings", zh: "读取时的提醒", en: "a warning of the reader", columns: PROBLEMS },
    Table {
        name: "unreadable",
        zh: "未能读取的输入",
        en: "an input that could not be read",
        columns: PROBLEMS,
    },
];

const PROBLEMS: &[Column] = &[
    PATH,
    text("code", "代码", "the code of the problem; guiju explain tells it"),
    text("message_zh", "说明（中文）", "what is wrong, in Chinese"),
    text("message_en", "说明（英文）", "the same in English"),
];

/// The place is that of the words that the message is about; a finding has it always.
const FINDINGS: &[Column] = &[
    PATH,
    DIGEST,
    POLICY,
    text("severity", "级别", "error, warning or info"),
    text("message_zh", "说明（中文）", "what is wrong, in Chinese"),
    text("message_en", "说明（英文）", "the same in English"),
    QUOTE,
    START_BYTE,
    END_BYTE,
    START_LINE,
    START_COLUMN,
    END_LINE,
    END_COLUMN,
    maybe("basis_zh", "依据（中文）", "what the policy rests on, one a line, in Chinese"),
    maybe("basis_en", "依据（英文）", "the same in English"),
    text("values_json", "数值", "the values that the message names, as a JSON object"),
    maybe("others_json", "另涉文件", "the other documents that it concerns, as a JSON list of paths"),
    maybe("notes_zh", "附注（中文）", "what else to know, one a line, in Chinese"),
    maybe("notes_en", "附注（英文）", "the same in English"),
    FINGERPRINT,
    maybe("waived_reason", "豁免理由", "why it is waived; nothing where it is not"),
    maybe("waived_owner", "豁免责任人", "who answers for that"),
    maybe("waived_until", "豁免期限", "the last day of the waiver"),
    maybe("baseline", "基线", "new or unchanged, where the run was compared with a baseline"),
];
