//! Decoding, folding with its map, numerals and dates.

use guiju::{
    diagnostic::Code,
    schema::Script,
    source::Span,
    text::{decode, detect, find_date, fold, fold_words, numeral},
};
use proptest::prelude::*;

const SAMPLE: &str = "主要职责\n(一)负责县政府值班工作,及时向县政府领导报告重要情况;负责信访。\n(二)承办县政府交办的其他事项。";

#[test]
fn known_encodings_are_told_apart() {
    let gb = encoding_rs::GB18030.encode(SAMPLE).0.into_owned();
    let big = "主要職責\n(一)負責縣政府值班工作,及時向縣政府領導報告重要情況。";
    let big_bytes = encoding_rs::BIG5.encode(big).0.into_owned();
    let wide: Vec<u8> = SAMPLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xEF\xBB\xBF".as_slice(), SAMPLE.as_bytes()].concat();
    let cases: [(&[u8], &str, &str); 5] = [
        (SAMPLE.as_bytes(), "utf-8", SAMPLE),
        (&marked, "utf-8", SAMPLE),
        (&gb, "gb18030", SAMPLE),
        (&big_bytes, "big5", big),
        (&[b"\xFF\xFE".as_slice(), &wide].concat(), "utf-16le", SAMPLE),
    ];
    for (bytes, encoding, text) in cases {
        let decoded = decode("a", bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
    }
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    for bytes in [b"PK\x03\x04\x00\x00\x08\x00".as_slice(), b"\x00\x01\x02"] {
        let problem = decode("a.docx", bytes).unwrap_err();
        assert_eq!(problem.code, Code::NotText);
        assert_eq!(problem.input.as_deref(), Some("a.docx"));
    }
}

#[test]
fn residue_is_undone_only_in_converted_texts() {
    let converted = "重要檔案,文書檔案的管理,網路,聽證程式,政府入口網站,計畫,方程式";
    assert_eq!(detect(converted), Script::HantConverted);
    let folded = fold(converted, Script::HantConverted);
    assert_eq!(folded.text, "重要文件,文书档案的管理,网络,听证程序,政府门户网站,计划,方程式");
    let words: Vec<&str> = folded.converted.iter().map(|s| s.slice(converted)).collect();
    assert_eq!(words, ["重要檔案", "網路", "聽證程式", "政府入口網站", "計畫"]);

    let genuine = "本處掌理檔案徵集、典藏";
    assert_eq!(detect(genuine), Script::Hant);
    assert_eq!(fold(genuine, Script::Hant).text, "本处掌理档案征集、典藏");
}

#[test]
fn widths_and_blanks_fold_and_words_fold_alike() {
    let folded = fold("第　５ 条　（拟 订）； 机 构", Script::Hans);
    assert_eq!(folded.text, "第5条(拟订);机构");
    assert_eq!(fold_words("機構（設置）"), "机构(设置)");
    assert_eq!(fold_words("a word"), "a word");
    assert_eq!(fold_words("15 16"), "15 16");
}

#[test]
fn places_lead_back_to_the_text_as_printed() {
    let text = "負責，規 範性檔案 ；行政編制 １５名";
    let folded = fold(text, Script::HantConverted);
    let at = folded.text.find("行政编制15名").unwrap();
    let span = folded.to_original(Span::of(at..at + "行政编制15名".len()));
    assert_eq!(span.slice(text), "行政編制 １５名");
    assert_eq!(folded.slice(span), "行政编制15名");
    assert_eq!(folded.to_folded(span.start) as usize, at);
}

#[test]
fn numerals_of_official_texts() {
    let cases = [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十五", 25),
        ("廿一", 21),
        ("卅六", 36),
        ("卅", 30),
        ("一百零五", 105),
        ("一百一十一", 111),
        ("百二十", 120),
        ("两", 2),
        ("二〇一九", 2019),
        ("二○一九", 2019),
        ("１６", 16),
        ("041", 41),
        ("一千二百", 1200),
        ("一万三千", 13_000),
    ];
    for (words, value) in cases {
        assert_eq!(numeral(words), Some(value), "{words}");
    }
    for words in ["", "若干", "十名", "99999999999999999999", "一九九九九九九九九九九九九九九九九九九九九九"]
    {
        assert_eq!(numeral(words), None, "{words}");
    }
}

#[test]
fn dates_of_official_texts() {
    let cases = [
        ("自2019年4月7日起", "2019-04-07"),
        ("二○一九年四月七日", "2019-04-07"),
        ("中华民国一百十一年五月三十一日", "2022-05-31"),
        ("民国102年03月05日", "2013-03-05"),
        ("2018年至2021年3月15日", "2021-03-15"),
        // Letters and figures for the circle: of Western, Russian and Greek script.
        ("自二O二四年五月一日", "2024-05-01"),
        ("二o二四年五月一日", "2024-05-01"),
        ("二О二四年五月一日", "2024-05-01"),
        ("二0二四年五月一日", "2024-05-01"),
        ("2O24年5月1日", "2024-05-01"),
    ];
    for (words, date) in cases {
        assert_eq!(find_date(words).map(|d| d.date.to_string()).as_deref(), Some(date), "{words}");
    }
    assert!(find_date("2019年13月41日").is_none());
    assert!(find_date("今年4月7日").is_none());
    assert!(find_date("一二O二四年五月一日").is_none());
    assert!(find_date("第OO二四年五月一日").is_none());
}

proptest! {
    #[test]
    fn folding_maps_both_ways(text in "[規範性檔案網路，。（）一二三15 \n\t\u{3000}ａ負責a编制𠀀乾]{0,60}") {
        for script in Script::ALL {
            let folded = fold(&text, *script);
            for (start, c) in folded.text.char_indices() {
                let span = Span::of(start..start + c.len_utf8());
                let original = folded.to_original(span);
                prop_assert!(text.get(original.range()).is_some());
                prop_assert!(!original.is_empty());
                prop_assert!(folded.slice(original).contains(c));
            }
            let whole = folded.to_original(Span::of(0..folded.text.len()));
            prop_assert_eq!(folded.slice(whole), folded.text.as_str());
            prop_assert_eq!(folded.slice(Span::of(0..text.len())), folded.text.as_str());
        }
    }

    #[test]
    fn folding_twice_changes_nothing(text in "[規範性檔案，。（）15 \n負責编制]{0,40}") {
        let once = fold_words(&text);
        prop_assert_eq!(fold_words(&once), once.clone());
    }

    #[test]
    fn any_bytes_decode_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = decode("a", &bytes);
    }
}

/// One damaged byte is found by its place.
#[test]
fn a_text_that_is_nearly_utf_8_says_where_it_is_not() {
    let at = SAMPLE.find("重要").unwrap();
    let mut bytes = SAMPLE.repeat(3).into_bytes();
    bytes[at + 1] = b'x';
    let problem = decode("a.txt", &bytes).unwrap_err();
    let said = format!("line 2 is no UTF-8 at byte offset {at}");
    assert!(problem.message.en.contains(&said), "{}", problem.message.en);
    // Of what is nowhere UTF-8 no place is worth telling.
    assert!(!decode("a.txt", &[0xff; 900]).unwrap_err().message.en.contains("offset"));
}
