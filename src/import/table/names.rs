//! What the columns of articles are called, in the languages of the news: lower case, letters and digits alone.

use crate::import::columns::Field;
use crate::model::MetadataField;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The names of each field.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Text,
        &[
            "text bodytext body articletext articlebody fulltext maintext content contenttext textcontent maincontent plaintext \
             rawtext story storytext article transcript documenttext newstext",
            "artikeltext volltext haupttext inhalt beitragstext artikelinhalt artikel beitrag",
            "texte textecomplet textearticle contenu corps corpsdutexte texto textocompleto contenido cuerpo conteúdo conteudo corpo",
            "testo testocompleto contenuto tekst artikeltekst inhoud brødtext brødtekst brödtext innehåll indhold innhold",
            "treść tresc teksti sisältö szöveg tartalom metin içerik icerik κείμενο περιεχόμενο",
            "текст содержание текстстатьи зміст съдържание النص نص المحتوى טקסט תוכן متن पाठ",
            "正文 内容 內容 文本 全文 本文 テキスト 記事本文 본문 내용 기사",
        ],
    ),
    (
        Field::Metadata(MetadataField::Title),
        &[
            "title headline heading articletitle articleheadline newstitle hed subject webtitle titlerendered",
            "titel überschrift ueberschrift schlagzeile artikeltitel titre título titulo titular titolo titolodellarticolo kop",
            "tytuł tytul otsikko cím başlık baslik τίτλος заголовок название назва заглавие العنوان عنوان כותרת शीर्षक",
            "标题 標題 タイトル 見出し 題名 제목",
        ],
    ),
    (
        Field::Metadata(MetadataField::Outlet),
        &[
            "outlet outletname publication publicationname publisher newspaper newspapername mediaoutlet medianame media medium \
             sitename site website sourcename newssource source domain journal channel paper",
            "quelle zeitung publikation verlag medio periódico periodico diario fuente fonte jornal testata giornale bron krant",
            "źródło zrodlo gazeta lähde kaynak gazete πηγή издание источник джерело المصدر الصحيفة מקור",
            "来源 來源 媒体 媒體 報紙 报纸 出典 新聞 媒体名 출처 언론사 매체",
        ],
    ),
    (
        Field::Metadata(MetadataField::Url),
        &[
            "url canonicalurl articleurl sourceurl weburl pageurl permalink link articlelink href uri webaddress",
            "adresse webadresse lien enlace collegamento odkaz adres ссылка адрес посилання الرابط رابط קישור",
            "链接 鏈接 網址 网址 リンク 링크 주소",
        ],
    ),
    (
        Field::Metadata(MetadataField::Published),
        &[
            "published publishedat publisheddate publishdate publishedon publishtime datepublished publicationdate publicationtime \
             webpublicationdate firstpublished pubdate articledate date datetime timestamp posted postedat posteddate createdat created",
            "datum erscheinungsdatum erschienen veröffentlicht veröffentlichtam veröffentlichungsdatum datedepublication \
             datepublication fecha fechadepublicación fechadepublicacion fechapublicacion data datadipubblicazione datadepublicação \
             publicatiedatum publiceringsdatum datapublikacji dato päivämäärä dátum tarih ημερομηνία",
            "дата датапубликации опубликовано датапублікації التاريخ تاريخ تاريخالنشر תאריך दिनांक",
            "日期 发布日期 發布日期 发布时间 发表时间 日付 日時 公開日 掲載日 날짜 날자 게시일",
        ],
    ),
    (
        Field::Metadata(MetadataField::Modified),
        &[
            "modified modifiedat modifieddate datemodified lastmodified updated updatedat updateddate lastupdated dateupdated",
            "geändert aktualisiert änderungsdatum modifié datedemodification modificado actualizado modificato aggiornato gewijzigd",
            "изменено обновлено датаизменения 更新日期 更新时间 更新日 修正日 수정일",
        ],
    ),
    (
        Field::Metadata(MetadataField::Author),
        &[
            "author authors authorname byline writer reporter journalist creator writtenby",
            "autor autorin autoren verfasser verfasserin auteur auteurs autores autora autore autori schrijver författare forfatter",
            "kirjoittaja szerző yazar συγγραφέας автор авторы автори الكاتب المؤلف كاتب מחבר लेखक",
            "作者 记者 記者 著者 筆者 기자 저자",
        ],
    ),
    (
        Field::Metadata(MetadataField::Section),
        &[
            "section sectionname category categories desk topic",
            "ressort rubrik kategorie rubrique catégorie sección seccion categoría seção categoria sezione rubriek avdelning dział",
            "рубрика раздел розділ القسم מדור 栏目 版块 分类 分類 カテゴリ 섹션 분야",
        ],
    ),
    (
        Field::Metadata(MetadataField::Language),
        &[
            "language lang languagecode locale sprache langue idioma lingua taal språk sprog język kieli nyelv dil γλώσσα",
            "язык мова اللغة שפה 语言 語言 言語 언어",
        ],
    ),
    (
        Field::Id,
        &[
            "id articleid documentid docid storyid newsid uuid guid uid identifier",
            "artikelid artikelnummer kennung identifiant identificador identificativo идентификатор 编号 編號 번호",
        ],
    ),
    (Field::Html, &["html bodyhtml htmlbody contenthtml htmlcontent rawhtml articlehtml pagehtml contentrendered"]),
];

static FIELDS: LazyLock<HashMap<&str, (Field, usize)>> = LazyLock::new(|| {
    let of = |(field, names): &'static (Field, &'static [&'static str])| {
        let all = names.iter().flat_map(|names| names.split_ascii_whitespace());
        all.enumerate().map(|(rank, name)| (name, (*field, rank)))
    };
    NAMES.iter().flat_map(of).collect()
});

/// The field that a column of this name fills.
pub(super) fn field(column: &str) -> Option<Field> {
    FIELDS.get(plain(column).as_str()).map(|(field, _)| *field)
}

/// Where a name stands among those of its field: the lower, the surer.
pub(super) fn rank(column: &str) -> usize {
    FIELDS.get(plain(column).as_str()).map_or(usize::MAX, |(_, rank)| *rank)
}

fn plain(column: &str) -> String {
    let is_between = |c: char| c.is_whitespace() || c.is_control() || c.is_ascii_punctuation() || c == '\u{FEFF}';
    column.chars().filter(|c| !is_between(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_spelt() {
        for (name, field) in [
            ("Full Text", Field::Text),
            ("article_body", Field::Text),
            ("本文", Field::Text),
            ("Überschrift", Field::Metadata(MetadataField::Title)),
            ("PubDate", Field::Metadata(MetadataField::Published)),
            ("Document-ID", Field::Id),
            ("Источник", Field::Metadata(MetadataField::Outlet)),
        ] {
            assert_eq!(super::field(name), Some(field), "{name}");
        }
        assert_eq!(super::field("remarks"), None);
        assert_eq!(super::field(""), None);
    }

    #[test]
    fn no_name_is_that_of_two_fields() {
        let mut seen = std::collections::HashMap::new();
        for (field, names) in NAMES {
            for name in names.iter().flat_map(|names| names.split_ascii_whitespace()) {
                assert_eq!(plain(name), name);
                assert_eq!(*seen.entry(name).or_insert(*field), *field, "{name}");
            }
        }
    }
}
