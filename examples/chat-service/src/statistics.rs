//! How many dialogues had personal data masked, by kind, and the chart of it.

use std::fmt::Write;

use sladd::Label;

use crate::database::{Database, DatabaseError};

/// Counts of dialogues, those that were deleted included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// All.
    pub dialogues: u64,
    /// Those in which something was masked.
    pub redacted: u64,
    /// The same by kind, the most frequent first. A dialogue counts once for each kind in it.
    pub by_kind: Vec<(String, u64)>,
}

impl Statistics {
    /// Counts.
    ///
    /// # Errors
    /// Those of the database.
    pub fn read(database: &Database) -> Result<Statistics, DatabaseError> {
        database.with(|connection| {
            let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
            let dialogues = one("SELECT count(*) FROM chats")?
                + one("SELECT coalesce(sum(dialogues), 0) FROM counts WHERE label = 'dialogues'")?;
            let redacted = one("SELECT count(DISTINCT chat) FROM kinds")?
                + one("SELECT coalesce(sum(dialogues), 0) FROM counts WHERE label = 'redacted'")?;
            let mut statement = connection.prepare_cached(
                "SELECT label, sum(dialogues) AS total FROM (
                     SELECT label, count(DISTINCT chat) AS dialogues FROM kinds GROUP BY label
                     UNION ALL SELECT label, dialogues FROM counts WHERE label NOT IN ('dialogues', 'redacted'))
                 GROUP BY label ORDER BY total DESC, label",
            )?;
            let by_kind = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
            Ok(Statistics {
                dialogues: dialogues.unsigned_abs(),
                redacted: redacted.unsigned_abs(),
                by_kind: by_kind.collect::<rusqlite::Result<_>>()?,
            })
        })
    }

    /// A bar for each kind, as SVG, and the same as a table for those who cannot see it.
    #[must_use]
    pub fn chart(&self) -> String {
        // Narrow, with the names above the bars, so that it can be read on a phone.
        const ROW: u64 = 46;
        const WIDTH: u64 = 300;
        let most = self.by_kind.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
        let height = ROW * u64::try_from(self.by_kind.len()).unwrap_or(0);
        let mut svg = format!(
            r#"<svg class="chart" viewBox="0 0 {} {height}" role="img" aria-labelledby="chart-title"><title id="chart-title">Antall samtaler der opplysninger er sladdet, etter type</title>"#,
            WIDTH + 50
        );
        let mut table = String::new();
        for ((label, count), row) in self.by_kind.iter().zip(0_u64..) {
            let (name, y, bar) = (kind_name(label), row * ROW, (count * WIDTH / most).max(2));
            // Writing to a string does not fail.
            let _ = write!(
                svg,
                r#"<text x="0" y="{}">{name}</text><rect x="0" y="{}" width="{bar}" height="16" rx="2"/><text x="{}" y="{}" class="count">{count}</text>"#,
                y + 16,
                y + 22,
                bar + 8,
                y + 35,
            );
            let share = share(*count, self.dialogues);
            let _ = write!(table, r#"<tr><th scope="row">{name}</th><td>{count}</td><td>{share}</td></tr>"#);
        }
        svg.push_str("</svg>");
        if self.by_kind.is_empty() {
            return "<p>Ingenting er sladdet ennå.</p>".to_owned();
        }
        format!(
            "{svg}<table><caption>De samme tallene</caption><thead><tr><th scope=\"col\">Type</th>\
             <th scope=\"col\">Samtaler</th><th scope=\"col\">Andel</th></tr></thead><tbody>{table}</tbody></table>"
        )
    }
}

/// A share in whole percent.
#[must_use]
pub fn share(part: u64, whole: u64) -> String {
    (part * 100 + whole / 2).checked_div(whole).map_or_else(|| "–".to_owned(), |percent| format!("{percent} %"))
}

/// What a kind is called on a page.
fn kind_name(label: &str) -> &'static str {
    match Label::from_name(label) {
        Some(Label::Fodselsnummer) => "Fødselsnummer",
        Some(Label::DNummer) => "D-nummer",
        Some(Label::HNummer) => "H-nummer",
        Some(Label::FhNummer) => "FH-nummer",
        Some(Label::SyntheticId) => "Syntetisk fødselsnummer",
        Some(Label::DufNummer) => "DUF-nummer",
        Some(Label::UnverifiedId) => "Del av ID-nummer",
        Some(Label::Phone) => "Telefonnummer",
        Some(Label::Email) => "E-postadresse",
        Some(Label::Address) => "Adresse",
        Some(Label::Url) => "Lenke til profil",
        Some(Label::UserHandle) => "Brukernavn",
        Some(Label::IpAddress) => "IP-adresse",
        Some(Label::Name) => "Navn",
        Some(Label::BirthDate) => "Fødselsdato",
        Some(Label::BankAccount) => "Kontonummer",
        Some(Label::Iban) => "IBAN",
        Some(Label::PaymentCard) => "Kortnummer",
        Some(Label::Passport) => "Passnummer",
        Some(Label::LicencePlate) => "Bilskilt",
        Some(Label::HprNumber) => "HPR-nummer",
        Some(Label::CaseNumber) => "Saksnummer",
        Some(Label::OrganisationNumber) => "Organisasjonsnummer",
        Some(Label::Health) => "Helseopplysning",
        _ => "Annet",
    }
}
