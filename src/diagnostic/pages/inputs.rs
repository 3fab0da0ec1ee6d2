//! Pages of the codes of documents and other inputs: 05xx.

use super::{Page, Shown, page};

pub(super) const UNREADABLE: Page = page(
    ("路径不存在或打不开", "a path does not exist or cannot be opened"),
    (
        "所给的文件或文件夹不存在,或无权读取。其余文件照常审查,程序以 2 结束。",
        "The file or folder does not exist, or may not be read. The others are checked all the same, and the run ends with 2.",
    ),
    ("核对路径和权限。", "Check the path and who may read it."),
    Shown::Typed("$ guiju check missing.txt"),
);

pub(super) const NOT_TEXT: Page = page(
    ("不是文本文件", "a file that is not text"),
    (
        "文件的字节不是 UTF-8、GB18030 或 Big5 编码的文本。",
        "The bytes are no text in UTF-8, GB18030 or Big5.",
    ),
    ("把文件另存为 UTF-8 文本。", "Save the document as UTF-8 text."),
    Shown::Typed("$ guiju check scan.pdf"),
);

pub(super) const BAD_STRUCTURE: Page = page(
    ("JSON 不是一份规定", "a JSON file that is not a regulation"),
    (
        "文件自称 guiju/regulation/1,但字段的形状不合;或是 .json 文件而没有 schema 一项。",
        "The file names itself guiju/regulation/1, but its fields do not have that shape; or it is called .json and has no `schema`.",
    ),
    ("与 `guiju extract` 的输出对照。", "Hold it against what `guiju extract` writes."),
    Shown::Typed("$ guiju check a.json\n{\"schema\": \"guiju/regulation/1\", \"duties\": 3}"),
);

pub(super) const TOO_LONG: Page = page(
    ("文件过长", "a document longer than the limit"),
    (
        "一份文件超过可读的长度(约 1 GB);多半是许多文件连在了一起。",
        "The document is longer than can be read (about 1 GB): most likely many documents in one file.",
    ),
    ("拆成一份规定一个文件。", "Make one file of each regulation."),
    Shown::Typed("$ guiju check everything.txt"),
);

pub(super) const NO_DOCUMENTS: Page = page(
    ("文件夹或压缩包里没有可审的文件", "a folder or an archive without any document"),
    (
        "所给文件夹之下或压缩包之中没有 txt、md、html、docx 或规定的 JSON 文件,或逐行 JSON 一行也没有。没有审查不等于通过。",
        "Below the folder or in the archive stands no txt, md, html or docx file and no regulation in JSON, or a file of lines of JSON has no line. Nothing checked is no pass.",
    ),
    (
        "核对路径;`.gitignore` 所列的文件不读,点名的文件总会读。",
        "Check the path; what `.gitignore` names is left out, a file that is named outright is always read.",
    ),
    Shown::Typed("$ guiju check empty/"),
);

pub(super) const BAD_MANIFEST: Page = page(
    ("清单读不懂", "a manifest that cannot be read as one"),
    (
        "清单是 CSV,首行为列名,须有 `file` 列;值须是该列可有者。",
        "A manifest is CSV with the names of its columns in the first row, `file` among them, and values that the column can have.",
    ),
    ("照所指的行和列改正。", "Mend the row and column that are named."),
    Shown::Typed("$ guiju check a.txt --manifest m.csv\nfile,levle\na.txt,county"),
);

pub(super) const NOTHING_RECOGNISED: Page = page(
    ("没有识别出任何内容", "a document in which nothing was recognised"),
    (
        "文件里没有职责、机构、条文或编制:可能不是这类规定,也可能写法未曾见过。要求应有内容的政策(主要职责、施行日期)照样报告所缺,其他政策没有可查的对象。",
        "No duties, units, articles or posts were recognised: the document is another kind of text, or written in an unknown way. Policies that ask for something to be there (the main duties, the day of effect) report it missing all the same; all others find no subject.",
    ),
    (
        "用 `guiju extract` 看读到了什么;不是规定的文件移出审查范围。",
        "See with `guiju extract` what was read; leave out what is no regulation.",
    ),
    Shown::Typed("$ guiju check notes.txt\n今天天气很好"),
);

pub(super) const NO_POLICIES: Page = page(
    ("没有政策可用", "no policy to check with"),
    (
        "去掉了自带的政策,又没有给出别的;或所给文件夹里没有 *.guiju 文件。没有审查不等于通过。",
        "The shipped policies were left out and no others given, or the folder has no *.guiju file. Nothing checked is no pass.",
    ),
    (
        "用 `--rules` 指定政策,或去掉 `--no-default-rules`。",
        "Name policies with `--rules`, or leave out `--no-default-rules`.",
    ),
    Shown::Typed("$ guiju check a.txt --no-default-rules"),
);

pub(super) const BAD_CONFIG: Page = page(
    ("配置读不懂", "a configuration that cannot be read as one"),
    (
        "guiju.toml 或豁免登记中有不认识的项、类型不合的值,或不是合法的 TOML。配置有误时不审查任何文件。",
        "A guiju.toml or register of waivers has an unknown key, a value of another type, or is no TOML. Nothing is checked with a wrong configuration.",
    ),
    (
        "照所指之处改正;`guiju config` 显示实际生效的设置。",
        "Mend the place that is named; `guiju config` shows what is in force.",
    ),
    Shown::Typed("$ guiju check a.txt --config guiju.toml\nselct = [\"staffing\"]"),
);

pub(super) const NO_DAY: Page = page(
    ("不知道今天是哪一天", "nothing says which day it is"),
    (
        "豁免有到期日,而程序不看时钟:同样的输入总给出同样的结果。",
        "A waiver ends on a day, and the program looks at no clock: the same inputs always give the same result.",
    ),
    (
        "用 `--today` 或 `--as-of` 给出日期;要用机器的日期,在 guiju.toml 中写 `today = \"clock\"`。",
        "Give a day with `--today` or `--as-of`; for that of the machine write `today = \"clock\"` in guiju.toml.",
    ),
    Shown::Typed(
        "$ guiju check a.txt --config guiju.toml\n[[waiver]]\npolicy = \"staffing-deputy-band\"\ndocument = \"a.txt\"\nreason = \"批复\"\nowner = \"编办\"\nuntil = 2027-01-01",
    ),
);

pub(super) const BAD_REPORT: Page = page(
    ("报告或基线读不懂", "a report or baseline that cannot be read as one"),
    (
        "文件不是 `guiju check --format json` 或 `guiju baseline` 写出的,或被改动过。",
        "The file was not written by `guiju check --format json` or `guiju baseline`, or was changed since.",
    ),
    ("重新写出该文件。", "Write the file anew."),
    Shown::Typed("$ guiju check a.txt --baseline b.json\n{}"),
);

pub(super) const SEVERAL_REGULATIONS: Page = page(
    ("一个文件里有几件规定", "several regulations in one file"),
    (
        "前一件规定之后又有标题,条文或部分从头编号。全文合在一起核对:机关、日期取自第一件,职责、机构、编制并列,因此可能误报或漏报。",
        "Behind one regulation stands the title of another, whose articles or parts count from one again. All of it is judged as one: organ and dates are those of the first, duties, units and posts are taken together, so that findings may be wrong or missing.",
    ),
    ("每件规定存成一个文件,再分别核对。", "Save each regulation as a file of its own, and check these."),
    Shown::Typed(
        "$ guiju check both.txt\n甲县财政局职能配置、内设机构和人员编制规定\n第一条 主要职责:…\n第二条 县财政局设2个内设机构:…\n甲县民政局职能配置、内设机构和人员编制规定\n第一条 主要职责:…",
    ),
);

pub(super) const ANOTHER_KIND: Page = page(
    ("文件不是三定规定", "a document that is no regulation about functions, units and posts"),
    (
        "标题写明是另一种文件,如工作规则、管理办法、领导分工的通知。各项政策是为“三定”规定写的:结论照常给出,但说明不了这份文件有没有问题。",
        "The title says that it is another kind of text: rules of procedure, measures of administration, a notice of who is in charge of what. The policies are written for 三定规定; their verdicts stand, but tell little of such a text.",
    ),
    (
        "核对是否拿错了文件;确是三定规定的,改正标题。",
        "See whether the right file was given; if it is such a regulation, correct its title.",
    ),
    Shown::Typed("$ guiju check rules.txt\n甲县人民政府工作规则\n第一条 为规范县政府工作,制定本规则。"),
);

pub(super) const SAME_NAME: Page = page(
    ("两份文件同名", "two documents of one name"),
    (
        "逐行 JSON 里两行给出同一个 path 或 id,或结构自带同一个路径,或压缩包里两个文件同名。两份都审查了(zip 中同名的只能读到最后一份),但报告、基线和核对都按名称认文件,分不清是哪一份,程序以 2 结束。",
        "Two lines of JSON give the same `path` or `id`, or their structures have one path, or an archive has two members of one name. Both are checked (of those in a zip only the last can be read), but a report, a baseline and `guiju verify` know a document by its name and cannot tell them apart: the run ends with 2.",
    ),
    (
        "给每行不同的名称,或都不给:那时以行号为名。",
        "Give each line a name of its own, or none: then it is named by its number.",
    ),
    Shown::Typed(
        "$ guiju check all.ndjson\n{\"path\": \"a\", \"text\": \"…\"}\n{\"path\": \"a\", \"text\": \"…\"}",
    ),
);

pub(super) const NOT_WRITTEN: Page = page(
    ("文件不能照此写出", "a file that cannot be written as asked"),
    (
        "要写的文件是这次要读的(文件、政策、配置、清单),或两份报告写入同一处,或那里已有文件或文件夹,或没有写入的权限。什么也没有覆盖。",
        "The file to write is one that the run reads (a document, a policy, the configuration, the manifest), two reports go to one place, a file or folder is there already, or it may not be written to. Nothing was replaced.",
    ),
    ("另指一个文件。", "Name another file."),
    Shown::Typed("$ guiju check a.txt --output csv:a.txt"),
);

pub(super) const BAD_ARGUMENT: Page = page(
    ("参数不能这样用", "an argument that cannot be used"),
    (
        "选项的值、命令或代码的名称不成立,或在这里用不上;信息开头写着是哪一个。",
        "The value of an option, or the name of a command or a code, means nothing or is of no use here; the message begins with which one it is.",
    ),
    (
        "照信息改正;`guiju COMMAND --help` 说明各选项。",
        "Mend it as the message says; `guiju COMMAND --help` tells the options.",
    ),
    Shown::Typed("$ guiju check a.txt --param max"),
);

pub(super) const UNKNOWN_KEY: Page = page(
    ("结构里有不认识的键", "a structure with keys that its form does not have"),
    (
        "guiju/regulation/1 的结构里有这种形式没有的键,其值没有读入:多半是写错了字,政策因而看不到那些事实。",
        "A structure (guiju/regulation/1) has keys that the form does not have, and what they hold was not read: most likely a slip, so that policies do not see these facts.",
    ),
    (
        "照提示改正键名;`guiju schema regulation` 列出全部的键。",
        "Mend the names; `guiju schema regulation` lists all keys.",
    ),
    Shown::Typed(
        "$ guiju check a.json\n{\"schema\": \"guiju/regulation/1\", \"staffing\": [{\"deputy\": 9}]}",
    ),
);

pub(super) const OWN_FAULT: Page = page(
    ("guiju 自身出错", "guiju itself failed"),
    (
        "核对这份文件时程序自身出错。文件没有核对,其余文件照常核对,程序以 2 结束。",
        "The program failed while it checked this document. It was not checked, all others were, and the run ends with 2.",
    ),
    (
        "把文件和所印的信息报告给 guiju 的维护者。",
        "Report the document, with the lines that were printed, to the maintainers of guiju.",
    ),
    Shown::Typed("$ guiju check a.txt"),
);

pub(super) const NOT_IN_WORDS: Page = page(
    ("结构与它的原文不符", "a structure that is not what its text says"),
    (
        "带原文的结构里,某个值与原文不符:所标位置上的文字没有这样说,或说的是另一件事;没有标位置,而原文读出的是另一个值;或原文有而结构没有。结论以结构为准,引文却不能证明它。",
        "A structure with a text has a value that this text does not bear out: the words at its place do not say it, or say something else; it has no place, and the text is read otherwise; or the text has what the structure leaves out. The verdicts go by the structure, and the words that are quoted do not prove it.",
    ),
    (
        "改正值或位置;`guiju extract 结构.json --explain` 列出全部,对原文件用 `guiju extract` 则重新读出结构。",
        "Mend the value or its place; `guiju extract a.json --explain` lists all of them, and `guiju extract` of the document itself reads the structure anew.",
    ),
    Shown::Typed(
        "$ guiju check a.json\n{\"schema\": \"guiju/regulation/1\", \"source\": {\"text\": \"副主任4名\"}, \"staffing\": [{\"deputies\": 9, \"span\": [0, 13], \"at\": {\"deputies\": [0, 13]}}]}",
    ),
);

pub(super) const CONTRADICTED: Page = page(
    ("清单与文件不符", "a manifest that contradicts the document"),
    (
        "清单(或逐行 JSON 的一行)给出的层级、类型、地名或日期,与文件自己写的不同。结论以清单为准,只有施行日期以文件为准;多半是行错了位,或文件放错了。",
        "The manifest (or a line of JSON) gives another level, kind, place or day than the document itself. The verdicts go by the manifest, but for the day of effect, for which they go by the document; most likely a row slipped, or it is another file.",
    ),
    (
        "核对清单的这一行和文件;清单只用来补文件没有写的。",
        "Set this row beside the document; a manifest is for what documents do not say.",
    ),
    Shown::Typed("$ guiju check a.txt --manifest facts.csv\nfile,level\na.txt,province"),
);
