//! The names of the months in the languages of the news, with their forms and short forms.

/// For each month its names in lower case: English, German, French, Spanish, Italian, Portuguese, Dutch, Danish, Norwegian,
/// Swedish, Finnish, Polish, Czech, Slovak, Romanian, Hungarian, Turkish, Indonesian, Greek, Russian, Ukrainian, Bulgarian, Arabic and Hindi.
const NAMES: [&str; 12] = [
    "january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari januar tammikuu tammikuuta stycznia styczeń \
     ledna leden január januára ianuarie ian ocak ιανουαρίου ιαν января январь янв січня січень януари يناير जनवरी",
    "february feb febr februar feber février févr fév febrero febbraio febb fevereiro fev februari helmikuu helmikuuta lutego luty \
     února únor február februára februarie şubat φεβρουαρίου φεβ февраля февраль фев лютого лютий февруари فبراير फरवरी फ़रवरी",
    "march mar märz mär mrz mars marzo março maart mrt marts maaliskuu maaliskuuta marca marzec března březen marec martie március \
     mart maret μαρτίου μαρ марта март мар березня березень مارس मार्च",
    "april apr avril avr abril abr aprile aprilie huhtikuu huhtikuuta kwietnia kwiecień dubna duben apríl apríla április ápr nisan \
     απριλίου απρ апреля апрель апр квітня квітень април أبريل ابريل إبريل अप्रैल",
    "may mai mayo maggio mag maio mei maj toukokuu toukokuuta maja května květen máj mája május mayıs μαΐου мая май травня травень \
     مايو मई",
    "june jun juni juin junio giugno giu junho kesäkuu kesäkuuta czerwca czerwiec června červen jún júna iunie június jún haziran \
     ιουνίου ιουν июня июнь июн червня червень юни يونيو जून",
    "july jul juli juillet juil julio luglio lug julho heinäkuu heinäkuuta lipca lipiec července červenec júl júla iulie július \
     temmuz ιουλίου ιουλ июля июль июл липня липень юли يوليو जुलाई",
    "august aug août aout agosto ago augustus augusti elokuu elokuuta sierpnia sierpień srpna srpen augusta augusztus ağustos agustus \
     αυγούστου αυγ августа август авг серпня серпень أغسطس अगस्त",
    "september sept sep septembre septiembre setiembre settembre sett set setembro syyskuu syyskuuta września wrzesień září \
     septembra septembrie szeptember eylül σεπτεμβρίου σεπ сентября сентябрь сен сент вересня вересень септември سبتمبر सितंबर सितम्बर",
    "october oct oktober okt octobre octubre ottobre ott outubro out lokakuu lokakuuta października październik října říjen október \
     októbra octombrie ekim οκτωβρίου οκτ октября октябрь окт жовтня жовтень октомври أكتوبر अक्टूबर अक्तूबर",
    "november nov novembre noviembre novembro marraskuu marraskuuta listopada listopad novembra noiembrie kasım νοεμβρίου νοε \
     ноября ноябрь ноя листопада листопад ноември نوفمبر नवंबर नवम्बर",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des joulukuu joulukuuta grudnia grudzień \
     prosince prosinec decembra decembrie aralık desember δεκεμβρίου δεκ декабря декабрь дек грудня грудень декември ديسمبر दिसंबर दिसम्बर",
];

/// The month of that name, in any of the languages; the dot of a short form may be left on.
pub(super) fn named(name: &str) -> Option<i8> {
    let name = name.trim_end_matches('.').to_lowercase();
    let place = NAMES.iter().position(|names| names.split_ascii_whitespace().any(|known| known == name))?;
    i8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_name_stands_for_two_months() {
        let mut months: HashMap<&str, usize> = HashMap::new();
        for (month, names) in NAMES.iter().enumerate() {
            for name in names.split_ascii_whitespace() {
                assert_eq!(*months.entry(name).or_insert(month), month, "{name}");
                assert_eq!(name.to_lowercase(), name);
            }
        }
    }
}
