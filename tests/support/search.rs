//! Reads the files of a search index as the client must: by the manifest, and by what `search::format` says.

use guildbook::compile::Compilation;
use guildbook::search::format::{DIGITS, MAX_PAGES};
use serde_json::Value;
use std::collections::BTreeMap;

/// An index, decoded.
#[derive(Debug, Default)]
pub struct Index {
    /// What the manifest holds.
    pub manifest: Value,
    /// Keys of shards, and of files of the reversed lexicon.
    pub keys: Vec<String>,
    pub reversed_keys: Vec<String>,
    /// For each shard its groups, and the forms that are elsewhere.
    pub shards: Vec<Shard>,
    pub reversed: Vec<Vec<String>>,
    pub pages: Vec<Page>,
    /// For each facet its values: key, title, pages.
    pub facets: BTreeMap<String, Vec<(String, String, Vec<u32>)>>,
    /// How many files there are, with the manifest.
    pub n_files: usize,
}

#[derive(Debug, Default)]
pub struct Shard {
    pub groups: Vec<Group>,
    /// For each form the place of its group.
    pub forms: BTreeMap<String, usize>,
    pub elsewhere: BTreeMap<String, usize>,
}

#[derive(Debug, Default, Clone)]
pub struct Group {
    pub forms: Vec<String>,
    pub is_capped: bool,
    pub n_kept: usize,
    pub entries: Vec<Entry>,
}

/// Positions with the form that stands there.
pub type Spots = Vec<(u32, u32)>;

#[derive(Debug, Default, Clone, PartialEq)]
pub struct Entry {
    pub page: u32,
    pub impact: u32,
    pub mask: u32,
    /// Unit, impact, and for each occurrence position and form.
    pub units: Vec<(u32, u32, Spots)>,
    /// Place, length.
    pub names: Vec<(u32, u32)>,
}

#[derive(Debug, Default, Clone, PartialEq)]
pub struct Page {
    pub url: String,
    pub title: String,
    pub kind: String,
    pub date: String,
    pub note: String,
    /// Anchor, heading, text, heading of a piece before.
    pub units: Vec<Vec<[String; 4]>>,
}

/// Digits and texts, one after the other.
pub struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str) -> Self {
        Reader { text: text.as_bytes(), at: 0 }
    }

    pub fn number(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let digit = DIGITS.iter().position(|digit| *digit == self.text[self.at]).expect("a digit") as u32;
            self.at += 1;
            number |= (digit & 31) << shift;
            shift += 5;
            if digit < 32 {
                return number;
            }
        }
    }

    pub fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    pub fn gaps(&mut self, n: u32) -> Vec<u32> {
        let mut next = 0;
        (0..n)
            .map(|_| {
                let number = next + self.number();
                next = number + 1;
                number
            })
            .collect()
    }
}

/// Bits, two letters for thirteen of them.
struct Bits {
    bits: Vec<bool>,
    at: usize,
}

impl Bits {
    fn new(text: &str) -> Self {
        let letters: Vec<u8> = (b'#'..=b'~').filter(|letter| *letter != b'\\').collect();
        let value = |letter: u8| letters.iter().position(|own| *own == letter).expect("a letter of bits");
        let pair = |pair: &[u8]| value(pair[0]) + 91 * value(pair[1]);
        let pairs = text.as_bytes().chunks(2).map(pair);
        Bits { bits: pairs.flat_map(|pair| (0..13).map(move |bit| pair >> bit & 1 == 1)).collect(), at: 0 }
    }

    fn read(&mut self, width: usize) -> u32 {
        self.at += width;
        let bits = self.bits[self.at - width..self.at].iter().rev();
        bits.fold(0, |number, bit| number * 2 + u32::from(*bit))
    }

    fn is_set(&mut self) -> bool {
        self.read(1) == 1
    }

    /// A number that is about 2^k.
    fn number(&mut self, k: usize) -> u32 {
        let mut width = k;
        while !self.is_set() {
            width += 1;
        }
        (1 << width) - (1 << k) + self.read(width)
    }

    /// What has its length before it.
    fn part(&mut self) -> Bits {
        let length = self.number(4) as usize;
        self.at += length;
        Bits { bits: self.bits[self.at - length..self.at].to_vec(), at: 0 }
    }

    fn is_at_end(&self) -> bool {
        self.at == self.bits.len()
    }

    /// Whether there is nothing more but what fills two letters.
    fn is_over(&self) -> bool {
        self.bits.len() - self.at < 13 && !self.bits[self.at..].contains(&true)
    }
}

fn units_of(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// A front-coded list, as JavaScript would read it.
pub fn front_coded<'a>(coded: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut before: Vec<u16> = Vec::new();
    coded
        .map(|coded| {
            let kept = DIGITS.iter().position(|digit| *digit == coded.as_bytes()[0]).expect("a digit");
            before.truncate(kept);
            before.extend(units_of(&coded[1..]));
            String::from_utf16(&before).expect("no letter is cut")
        })
        .collect()
}

/// What stands in the one call of a file, after its name.
fn arguments(name: &str, bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).expect("files are text");
    let inside = text.strip_prefix("gbs(").and_then(|text| text.strip_suffix(")\n")).expect("one call");
    let mut arguments: Vec<Value> = serde_json::from_str(&format!("[{inside}]")).expect("JSON inside");
    assert_eq!(arguments.remove(0), name);
    arguments
}

struct Files {
    lang: String,
    files: BTreeMap<String, Vec<u8>>,
    n_read: usize,
}

impl Files {
    fn read(&mut self, name: &str, path: &str) -> Vec<Value> {
        let whole = format!("search/{}/{path}", self.lang);
        let bytes = self.files.get(&whole).unwrap_or_else(|| panic!("no file {whole}"));
        self.n_read += 1;
        arguments(&format!("{}/{name}", self.lang), bytes)
    }

    /// Files of a sort, by what the manifest tells.
    fn sort(&mut self, letter: char, told: &Value) -> Vec<Vec<Value>> {
        let (n, run) = (told["n"].as_u64().expect("n") as usize, told["run"].as_u64().expect("run") as usize);
        let hashes = told["h"].as_str().expect("hashes").to_owned();
        assert_eq!(hashes.len(), n.div_ceil(run) * 6);
        (0..n).map(|i| self.numbered(letter, i, &hashes[6 * (i / run)..][..6])).collect()
    }

    fn numbered(&mut self, letter: char, i: usize, hash: &str) -> Vec<Value> {
        self.read(&format!("{letter}{i}"), &format!("{letter}{}/{i}-{hash}.js", i / 256))
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn keys(told: &Value) -> Vec<String> {
    front_coded(text(&told["k"]).split(' ').filter(|key| !key.is_empty()))
}

/// The index of a language.
pub fn read(compilation: &Compilation, lang: &str) -> Index {
    let files = compilation.index().iter().map(|(path, bytes)| (path.to_string(), bytes.clone()));
    let prefix = format!("search/{lang}/");
    read_files(lang, files.filter(|(path, _)| path.starts_with(&prefix)).collect())
}

fn read_files(lang: &str, files: BTreeMap<String, Vec<u8>>) -> Index {
    let n_files = files.len();
    let mut files = Files { lang: lang.to_owned(), files, n_read: 0 };
    let manifest = files.read("m", "m.js").remove(0);
    let mut index = Index { n_files, ..Index::default() };
    let shards = shards(&manifest, &mut index, &mut files);
    let rests = rests(&manifest, &mut files);
    let positions = files.sort('p', &manifest["p"]);
    let n_pages = manifest["n"].as_u64().expect("n") as u32;
    for (n, shard) in shards.iter().enumerate() {
        let rest = rests.get(&(n as u32)).map(String::as_str);
        index.shards.push(of_shard(shard, n_pages, rest, text(&positions[n / 4][n % 4])));
    }
    index.reversed_keys = keys(&manifest["r"]);
    let reversed = files.sort('r', &manifest["r"]);
    index.reversed = reversed.iter().map(|file| front_coded(text(&file[0]).split('\n'))).collect();
    index.pages = pages(&manifest, &mut files);
    for facet in manifest["f"].as_array().expect("facets") {
        let (name, hash) = (text(&facet[0]), text(&facet[2]));
        let file = files.read(&format!("f{name}"), &format!("f{name}-{hash}.js"));
        let mut lists = Reader::new(text(&file[1]));
        let value = |value: &Value| {
            let n = lists.number();
            (text(&value[0]).to_owned(), text(&value[1]).to_owned(), lists.gaps(n))
        };
        let values: Vec<_> = file[0].as_array().expect("values").iter().map(value).collect();
        assert_eq!(Value::from(values.len()), facet[1]);
        index.facets.insert(name.to_owned(), values);
    }
    assert_eq!(files.n_read, n_files, "every file is told of");
    index.manifest = manifest;
    index
}

/// The shards, and their keys: from the manifest, or from leaves.
fn shards(manifest: &Value, index: &mut Index, files: &mut Files) -> Vec<Vec<Value>> {
    if manifest["l"]["n"] == 0 {
        index.keys = keys(&manifest["s"]);
        return files.sort('s', &manifest["s"]);
    }
    let mut shards = Vec::new();
    for leaf in files.sort('l', &manifest["l"]) {
        index.keys.extend(front_coded(text(&leaf[0]).split(' ')));
        let hashes = text(&leaf[1]).to_owned();
        for n in 0..hashes.len() / 6 {
            shards.push(files.numbered('s', shards.len(), &hashes[6 * n..][..6]));
        }
    }
    assert_eq!(Value::from(shards.len()), manifest["s"]["n"]);
    shards
}

fn rests(manifest: &Value, files: &mut Files) -> BTreeMap<u32, String> {
    let hashes = text(&manifest["x"]["h"]).to_owned();
    let numbers = Reader::new(text(&manifest["x"]["at"])).gaps((hashes.len() / 6) as u32);
    let file =
        |(place, n): (usize, u32)| (n, text(&files.numbered('x', n as usize, &hashes[6 * place..][..6])[0]).to_owned());
    numbers.into_iter().enumerate().map(file).collect()
}

fn of_shard(arguments: &[Value], n_pages: u32, rest: Option<&str>, positions: &str) -> Shard {
    let [dictionary, postings, elsewhere] = arguments else { panic!("a shard has three texts") };
    let lines: Vec<Vec<&str>> = text(dictionary).split('\n').map(|line| line.split(' ').collect()).collect();
    let mut forms = front_coded(lines.iter().flatten().copied()).into_iter();
    let (mut postings, mut positions, mut rest) =
        (Bits::new(text(postings)), Bits::new(positions), rest.map(Bits::new));
    let mut shard = Shard::default();
    for line in lines {
        let forms: Vec<String> = forms.by_ref().take(line.len()).collect();
        shard.forms.extend(forms.iter().map(|form| (form.clone(), shard.groups.len())));
        shard.groups.push(group(forms, n_pages, &mut postings, &mut rest, &mut positions));
    }
    assert!(postings.is_over() && positions.is_over() && rest.is_none_or(|rest| rest.is_over()));
    let number = |line: &str| {
        let (form, number) = line.split_once(' ').expect("a form and a shard");
        (form.to_owned(), Reader::new(number).number() as usize)
    };
    shard.elsewhere = text(elsewhere).lines().map(number).collect();
    shard
}

fn group(
    forms: Vec<String>,
    n_pages: u32,
    postings: &mut Bits,
    rest: &mut Option<Bits>,
    positions: &mut Bits,
) -> Group {
    let n_forms = forms.len() as u32;
    let (mut postings, mut positions) = (postings.part(), positions.part());
    let df = postings.number(0) + 1;
    let is_capped = df as usize > MAX_PAGES;
    let n_kept = if is_capped { MAX_PAGES as u32 + postings.number(0) } else { df };
    let mut entries: Vec<Entry> = paged(&mut postings, n_pages, n_kept, |bits| entry(bits, n_forms));
    assert!(postings.is_at_end());
    if n_kept < df {
        let mut rest = rest.as_mut().expect("a capped group has a rest").part();
        let units =
            |bits: &mut Bits| listed(bits, 0, |_| 0).into_iter().map(|(unit, _)| (unit, 0, Vec::new())).collect();
        entries.extend(paged(&mut rest, n_pages, df - n_kept, |bits| Entry { units: units(bits), ..Entry::default() }));
        assert!(rest.is_at_end());
    }
    for entry in &mut entries {
        let here: Vec<u32> = (0..n_forms).filter(|form| is_capped || entry.mask >> form & 1 == 1).collect();
        entry.units.iter_mut().for_each(|unit| unit.2 = spots(&mut positions, &here));
    }
    assert!(positions.is_at_end());
    Group { forms, is_capped, n_kept: n_kept as usize, entries }
}

/// Entries, each after the gap of its page.
fn paged(bits: &mut Bits, n_pages: u32, n: u32, mut entry: impl FnMut(&mut Bits) -> Entry) -> Vec<Entry> {
    let k = (n_pages / n).ilog2().saturating_sub(1) as usize;
    let mut next = 0;
    let mut one = || {
        let page = next + bits.number(k);
        next = page + 1;
        Entry { page, ..entry(bits) }
    };
    (0..n).map(|_| one()).collect()
}

fn entry(bits: &mut Bits, n_forms: u32) -> Entry {
    let is_named = bits.is_set();
    let impact = bits.read(4);
    let mask = if n_forms > 1 { bits.number(1) + 1 } else { 1 };
    let units = listed(bits, 0, |bits| bits.read(2) * 4 + 3);
    let units = units.into_iter().map(|(unit, impact)| (unit, impact, Vec::new())).collect();
    let names = if is_named { listed(bits, 3, |bits| bits.number(1) + 1) } else { Vec::new() };
    Entry { page: 0, impact, mask, units, names }
}

/// Numbers by their gaps with what is told of each, as far as the last.
fn listed(bits: &mut Bits, k: usize, told: impl Fn(&mut Bits) -> u32) -> Vec<(u32, u32)> {
    let mut next = 0;
    let mut list = Vec::new();
    loop {
        let one = next + bits.number(k);
        next = one + 1;
        list.push((one, told(bits)));
        if bits.is_set() {
            return list;
        }
    }
}

/// Positions in a unit, each with one of the forms that there can be.
fn spots(bits: &mut Bits, forms: &[u32]) -> Spots {
    let count = bits.number(0) + 1;
    let k = 6u32.saturating_sub(count.ilog2()) as usize;
    let width = (0..).find(|width| 1 << width >= forms.len()).expect("it is less than 32");
    let mut at = 0;
    let mut spot = || {
        at += bits.number(k);
        (at, forms[bits.read(width) as usize])
    };
    (0..count).map(|_| spot()).collect()
}

fn pages(manifest: &Value, files: &mut Files) -> Vec<Page> {
    let mut directory = Reader::new(text(&manifest["d"]["at"]));
    let mut pages: Vec<Page> = Vec::new();
    let mut begins = 0;
    for block in files.sort('d', &manifest["d"]) {
        let told = directory.number();
        begins += told / 2;
        let unit = if told % 2 == 1 { directory.number() } else { 0 };
        let shares = block[0].as_array().expect("pages").clone();
        assert_eq!((&shares[0][0], &shares[0][6]), (&Value::from(begins), &Value::from(unit)));
        for share in shares {
            let column = |n: usize| text(&share[n]).to_owned();
            let page = Page {
                url: column(1),
                title: column(2),
                kind: column(3),
                date: column(4),
                note: column(5),
                units: Vec::new(),
            };
            let number = share[0].as_u64().expect("a number") as usize;
            if number == pages.len() {
                pages.push(page.clone());
            }
            assert_eq!(Page { units: Vec::new(), ..pages[number].clone() }, page);
            assert_eq!(Value::from(pages[number].units.len()), share[6]);
            let unit = |unit: &Value| unit.as_array().expect("pieces").iter().map(piece).collect();
            pages[number].units.extend(share[7].as_array().expect("units").iter().map(unit));
        }
    }
    assert!(directory.is_at_end());
    assert_eq!(manifest["n"], Value::from(pages.len()));
    pages
}

/// Anchor, heading, text, and the heading of a section that goes on.
fn piece(piece: &Value) -> [String; 4] {
    let part = |n: usize| piece[n].as_str().unwrap_or_default().to_owned();
    let anchor = || if piece.is_array() { guildbook::slug::heading_id(&part(0)) } else { String::new() };
    let text = piece.as_str().map_or_else(|| part(1), str::to_owned);
    let own = piece[2].as_str().map(str::to_owned);
    [own.unwrap_or_else(anchor), part(0), text, part(3)]
}

impl Index {
    /// The shard in which a form would be.
    pub fn locate(&self, form: &str) -> usize {
        self.keys.partition_point(|key| key.encode_utf16().le(form.encode_utf16())).saturating_sub(1)
    }

    /// The group of a form, as the client finds it.
    pub fn group(&self, form: &str) -> Option<&Group> {
        let here = self.shards.get(self.locate(form))?;
        let shard = here.elsewhere.get(form).map_or(here, |shard| &self.shards[*shard]);
        shard.forms.get(form).map(|group| &shard.groups[*group])
    }

    /// Every form.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.shards.iter().flat_map(|shard| &shard.groups).flat_map(|group| &group.forms).map(String::as_str)
    }

    /// Everything that can be read in the index, in one text.
    pub fn all_texts(&self) -> String {
        let mut all = format!("{}\n", self.manifest);
        for form in self.forms().chain(self.keys.iter().map(String::as_str)) {
            all.push_str(form);
            all.push('\n');
        }
        for word in self.reversed.iter().flatten() {
            all.extend(word.chars().rev());
            all.push('\n');
        }
        all.push_str(&format!("{:?}\n{:?}\n", self.pages, self.facets));
        all
    }

    /// Where a form stands: page, unit, position.
    pub fn places(&self, form: &str) -> Vec<(u32, u32, u32)> {
        let Some(group) = self.group(form) else { return Vec::new() };
        let number = group.forms.iter().position(|own| own == form).expect("it is in its group") as u32;
        let mut places = Vec::new();
        for entry in &group.entries {
            for (unit, _, spots) in &entry.units {
                let here = spots.iter().filter(|(_, form)| *form == number);
                places.extend(here.map(|(position, _)| (entry.page, *unit, *position)));
            }
        }
        places.sort_unstable();
        places
    }
}
