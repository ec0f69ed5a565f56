//! Fills the places in braces of a message, and marks what it filled in.
//!
//! Nothing here belongs to a living person: persons are put together of lists, national numbers have 80 added to their
//! month as the public test series does, the other numbers are those of the crate's tests.

use super::corpus::{Mark, Message};

const GIVEN: &[&str] = &[
    "Kari",
    "Solveig",
    "Ingrid",
    "Gunnhild",
    "Torgeir",
    "Øyvind",
    "Håkon",
    "Kjersti",
    "Marit",
    "Jørgen",
    "Bjørn",
    "Åse",
    "Sigrid",
    "Eirik",
    "Halvard",
    "Fatima",
    "Ahmed",
    "Mohammed",
    "Agnieszka",
    "Piotr",
    "Nguyen",
    "Olena",
    "Dmytro",
    "Amina",
    "Yusuf",
    "Thomas",
    "Camilla",
    "Anne-Lise",
    "Per Olav",
    "Tone",
    "Ragnhild",
    "Aslaug",
];
const SURNAMES: &[&str] = &[
    "Nordvik",
    "Brekkhus",
    "Myklebust",
    "Solheim",
    "Haugland",
    "Hansen",
    "Johansen",
    "Ødegård",
    "Bakken",
    "Lunde",
    "Strand",
    "Ali",
    "Hassan",
    "Kowalczyk",
    "Nowak",
    "Shevchenko",
    "Abdi",
    "Tran",
    "Eide",
    "Kvamme",
    "Sørensen",
    "Fjellheim",
    "Rønningen",
    "Aasen",
    "Tveit",
    "Mohamud",
];
const MOBILES: &[&str] = &["412 00 000", "41200000", "41 20 00 00", "+47 412 00 000", "+4741200000", "412 00 067"];
const PHONES: &[&str] = &["412 00 000", "41200000", "+47 412 00 000", "22 00 00 00", "22000000", "412 00 067"];
const ACCOUNTS: &[&str] =
    &["3645.77.03788", "43627859261", "3401 99 88998", "2491 44 84932", "70083258274", "9236.53.36549"];
const CARDS: &[&str] = &["4111 1111 1111 1111", "5555 5555 5555 4444", "4111111111111111", "4012888888881881"];
const IBANS: &[&str] = &["NO93 8601 1117 947", "NO9386011117947"];
const BIRTHS: &[&str] = &["03.05.1874", "3. mai 1874", "17.09.1891", "12.11.1863"];
const PLATES: &[&str] = &["ZH 10203", "EV 90317", "KH 71520", "BT33870"];
const CASES: &[&str] = &["2023/1234", "23/118834", "2022/0091837"];
const ADDRESSES: &[&str] = &["Storgata 5 B, 0155 Oslo", "Kirkeveien 12A", "Myklebustvegen 88, 6823 Sandane"];
const MAILBOXES: &[&str] =
    &["solveig.b@example.no", "kari@example.com", "post.til.meg@sub.example.no", "t_eide@example.no"];
const ADDRESSES_OF_MACHINES: &[&str] = &["84.213.0.14", "10.24.118.63", "192.168.1.12"];
const PASSPORTS: &[&str] = &["CBH440912", "FHC002549"];
const PROFILES: &[&str] = &["https://www.linkedin.com/in/solveig-brekkhus", "https://www.facebook.com/kari.nordvik.54"];
const HEALTH: &[&str] = &[
    "migrene",
    "diabetes",
    "astma",
    "epilepsi",
    "depresjon",
    "lungebetennelse",
    "brystkreft",
    "leddgikt",
    "psoriasis",
    "hjernerystelse",
    "hjertesvikt",
    "multippel sklerose",
    "influensa",
    "fibromyalgi",
];

/// A sequence of numbers that is the same in every run (SplitMix64).
pub struct Draw(u64);

impl Draw {
    pub const fn new(seed: u64) -> Draw {
        Draw(seed)
    }

    pub const fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub const fn below(&mut self, limit: u64) -> u64 {
        self.number() % limit
    }

    pub fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }
}

/// A line with every place in braces filled.
pub fn filled(line: &str, draw: &mut Draw) -> Message {
    let mut message = Message { text: String::new(), marks: Vec::new() };
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').expect("a place in braces is closed");
        message.text.push_str(before);
        let start = message.text.len();
        let (kind, value) = value(slot, draw);
        message.text.push_str(&value);
        message.marks.push(Mark { span: start..message.text.len(), kind });
        rest = after;
    }
    message.text.push_str(rest);
    message
}

fn value(slot: &str, draw: &mut Draw) -> (&'static str, String) {
    let list = match slot {
        "phone" => ("phone", PHONES),
        "mobile" => ("phone", MOBILES),
        "bank_account" => ("bank_account", ACCOUNTS),
        "payment_card" => ("payment_card", CARDS),
        "iban" => ("iban", IBANS),
        "birth_date" => ("birth_date", BIRTHS),
        "licence_plate" => ("licence_plate", PLATES),
        "case_number" => ("case_number", CASES),
        "address" | "lower_address" => ("address", ADDRESSES),
        "email" => ("email", MAILBOXES),
        "ip_address" => ("ip_address", ADDRESSES_OF_MACHINES),
        "passport" => ("passport", PASSPORTS),
        "url" => ("url", PROFILES),
        "health" => ("health", HEALTH),
        "national_id" => return ("national_id", national_id(draw)),
        "name" => return ("name", name(draw)),
        "lower_name" => return ("name", name(draw).to_lowercase()),
        _ => panic!("nothing fills the place {slot}"),
    };
    let value = draw.of(list.1);
    (list.0, if slot.starts_with("lower") { value.to_lowercase() } else { value.to_owned() })
}

fn name(draw: &mut Draw) -> String {
    match draw.below(3) {
        0 => draw.of(GIVEN).to_owned(),
        _ => format!("{} {}", draw.of(GIVEN), draw.of(SURNAMES)),
    }
}

/// Eleven digits of the synthetic series, with both check digits right.
pub fn national_id(draw: &mut Draw) -> String {
    loop {
        let (day, month, year) = (1 + draw.below(28), 81 + draw.below(12), 40 + draw.below(60));
        let nine = format!("{day:02}{month:02}{year:02}{:03}", draw.below(500));
        let mut digits: Vec<u64> = nine.bytes().map(|b| u64::from(b - b'0')).collect();
        for weights in [&[3, 7, 6, 1, 8, 9, 4, 5, 2][..], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2][..]] {
            let sum: u64 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
            digits.push((11 - sum % 11) % 11);
        }
        if digits.contains(&10) {
            continue;
        }
        let digits: String = digits.iter().map(|digit| char::from(b'0' + *digit as u8)).collect();
        return if draw.below(2) == 0 { digits } else { format!("{} {}", &digits[..6], &digits[6..]) };
    }
}
