//! The kinds of identifiers, with values of invented people in messages as they are written.

use sladd::Label;

/// A kind of personal data, values of it, and what of them must be found in all disguises together.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// Any of these proves that the value itself was meant, undisguised.
    pub(crate) label: Label,
    /// Messages with `{}` where the value stands, and values.
    pub(crate) values: &'static [(&'static str, &'static str)],
    /// The least share of disguised values that is masked whole, in per cent. Only to be raised: a fall is a fault.
    pub(crate) floor: usize,
}

const fn kind(name: &'static str, label: Label, floor: usize, values: &'static [(&'static str, &'static str)]) -> Kind {
    Kind { name, label, values, floor }
}

pub(crate) const KINDS: &[Kind] = &[
    kind(
        "fødselsnummer",
        Label::Fodselsnummer,
        84,
        &[
            ("Fødselsnummeret mitt er {} takk", "11037966640"),
            ("Det er {} det gjelder", "12105773232"),
            ("fnr {}, kan du sjekke?", "170456 52238"),
        ],
    ),
    kind(
        "D-nummer",
        Label::DNummer,
        75,
        &[("D-nummeret mitt er {} takk", "48039869961"), ("Jeg har {} på kortet", "480398 69961")],
    ),
    kind(
        "H-nummer",
        Label::HNummer,
        82,
        &[("H-nummer {} på journalen", "01417554110"), ("Sykehuset skrev {} på armbåndet", "174288 56007")],
    ),
    kind(
        "synthetic number",
        Label::SyntheticId,
        83,
        &[("Fødselsnummer: {} takk", "01819012012"), ("Jeg logget inn med {} i går", "018190 12284")],
    ),
    kind(
        "DUF number",
        Label::DufNummer,
        81,
        &[("DUF-nummeret mitt er {} takk", "201116372610"), ("Saken har {} som nummer", "201528820006")],
    ),
    kind(
        "telephone",
        Label::Phone,
        77,
        &[
            ("Ring meg på {} i dag", "41200000"),
            ("tlf {} etter fire", "412 00 000"),
            ("Jeg bor alene, {}", "22000019"),
            ("mobilen er {}, hilsen oss", "47 41 20 00 00"),
        ],
    ),
    kind(
        "bank account",
        Label::BankAccount,
        57,
        &[("Kontonummeret mitt er {} takk", "36457703788"), ("Betal til {} i dag", "3401 99 88998")],
    ),
    kind(
        "IBAN",
        Label::Iban,
        50,
        &[("IBAN {} takk", "NO9386011117947"), ("Overfør til {} i dag", "NO93 8601 1117 947")],
    ),
    kind(
        "payment card",
        Label::PaymentCard,
        56,
        &[("Kortnummeret er {} takk", "4111111111111111"), ("Det ble trukket på {} i går", "4012 8888 8888 1881")],
    ),
    kind(
        "organisation number",
        Label::OrganisationNumber,
        46,
        &[("orgnr {} takk", "836338758"), ("foretaket mitt er {} fra i fjor", "804 743 952")],
    ),
    kind(
        "HPR number",
        Label::HprNumber,
        57,
        &[("HPR-nummer {} takk", "7719043"), ("legen har HPR {} på resepten", "9112233")],
    ),
    kind(
        "case number",
        Label::CaseNumber,
        81,
        &[
            ("saksnummer {} takk", "2023/1234"),
            ("pasientnummer {} på brevet", "P-4471920"),
            ("medlemsnummer {} takk", "400121"),
        ],
    ),
    kind(
        "passport",
        Label::Passport,
        76,
        &[("passnummer {} takk", "CBH440912"), ("pass nr {} gikk ut i fjor", "ABA123456")],
    ),
    kind(
        "licence plate",
        Label::LicencePlate,
        67,
        &[("bilen har skilt {} takk", "KH 71520"), ("Den sto parkert her: {} i går", "EV90317")],
    ),
    kind(
        "IP address",
        Label::IpAddress,
        46,
        &[("IP-en min er {} takk", "84.213.0.14"), ("Innlogging fra {} i natt", "2001:db8::8a2e:370:7334")],
    ),
    kind(
        "date of birth",
        Label::BirthDate,
        51,
        &[
            ("Jeg er født {} i Bergen", "03.05.1874"),
            ("fødselsdato: {} takk", "03051874"),
            ("sønnen min er født {} takk", "3. mai 1874"),
        ],
    ),
    kind(
        "e-mail",
        Label::Email,
        75,
        &[("Skriv til {} takk", "kari.nordvik@example.no"), ("e-posten er {} om du lurer", "gunnhild99@example.com")],
    ),
    kind(
        "user handle",
        Label::UserHandle,
        52,
        &[("brukernavn: {} på snap", "kari_n98"), ("Finn meg som {} der", "@sindre_l")],
    ),
    kind(
        "profile link",
        Label::Url,
        32,
        &[
            ("Se {} takk", "https://www.facebook.com/kari.nordvik.54"),
            ("profilen er {} om du lurer", "instagram.com/kari_n98"),
        ],
    ),
    kind(
        "address",
        Label::Address,
        45,
        &[("Jeg bor i {} nå", "Storgata 5 B, 0155 Oslo"), ("Send det til {} takk", "Fjellvegen 3, 6823 Sandane")],
    ),
    kind(
        "name",
        Label::Name,
        66,
        &[
            ("Jeg heter {} og lurer på noe", "Kari Nordvik"),
            ("Det var {} som ringte i går", "Bjørg Tveiten"),
            ("Hilsen {}", "Håkon Solheim"),
            ("mvh {}", "Fatima Ali"),
        ],
    ),
    kind(
        "given name",
        Label::Name,
        65,
        &[("Jeg heter {} og lurer på noe", "Gunnhild"), ("I går snakket jeg med {} om saken", "Mohammed")],
    ),
    kind(
        "health",
        Label::Health,
        59,
        &[
            ("Jeg har {} og trenger hjelp", "diabetes"),
            ("Sønnen min fikk {} i fjor", "leukemi"),
            ("mamma bruker {} hver dag", "Levaxin"),
            ("jeg har hatt {} siden mandag", "vondt i magen"),
        ],
    ),
    kind(
        "special category",
        Label::Religion,
        52,
        &[("jeg er {} og lurer på maten", "muslim"), ("Naboen min er {} og snill", "pinsevenn")],
    ),
];
