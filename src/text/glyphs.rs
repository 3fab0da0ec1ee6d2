//! Second codes of characters: what a printed page gives back where a font shows one glyph for two codes (⾏ for 行).

/// Beginning at a code, the characters that the code and those behind it stand for; a point where it stands for none, or for
/// one of another length. All of them have three bytes, as their codes have, so that places stay what they are.
///
/// From `UnicodeData.txt` of the Unicode Character Database, version 14, as its compatibility decompositions: the radicals of
/// the Kangxi dictionary and the compatibility ideographs. Of the supplement of radicals only two decompose; the others are
/// those that are characters of their own, by their names there (CJK RADICAL C-SIMPLIFIED GATE).
pub(super) const GLYPHS: [(u32, &str); 5] = [
    (0x2E9D, "月·母民"),
    (0x2EC1, "虎··西见角··贝·车·····長·长门···青韦页风飞食····马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙·亀龟"),
    (
        0x2F00,
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳\
    心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
    缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音\
    頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠",
    ),
    (
        0xF900,
        "豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌\
    祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮\
    兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈\
    領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘\
    藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀··塚·晴··凞猪益礼神祥福靖精羽·蘒·諸··逸都···飯飼\
    館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸\
    難響頻恵·舘",
    ),
    (
        0xFA70,
        "並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌\
    窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜···㮝䀘䀹···齃龎",
    ),
];

/// A text with the characters that its codes stand for, each at its place.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| becomes(c).unwrap_or(c)).collect()
}

/// The character that a code stands for.
fn becomes(c: char) -> Option<char> {
    let (first, plain) = GLYPHS.iter().rfind(|(first, _)| *first <= u32::from(c))?;
    let plain = plain.chars().nth((u32::from(c) - first) as usize)?;
    (plain.len_utf8() == c.len_utf8()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_ends_where_it_should() {
        for (code, plain) in [
            ('⺠', '民'),
            ('⻳', '龟'),
            ('⼀', '一'),
            ('⿕', '龠'),
            ('\u{f900}', '豈'),
            ('\u{fad9}', '龎'),
            ('\u{fa6d}', '舘'),
        ] {
            assert_eq!(becomes(code), Some(plain));
        }
        for code in ['⺅', '\u{fa6c}', '\u{fa0e}', '\u{2fd6}', '\u{fada}', '行', 'a', '（'] {
            assert_eq!(becomes(code), None);
        }
    }

    #[test]
    fn places_stay_what_they_are() {
        let (text, same) = ("机关⾏政编制，\u{f9da}", "机关行政编制，栗");
        assert_eq!(plain(text), same);
    }
}
