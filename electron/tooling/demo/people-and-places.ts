/** The libraries, desks, partners and readers of the demo library: all invented, with domains that nobody can own. */
export const libraries = [
  {
    code: 'MAIN',
    name: 'Main Library',
    address: ['Riverbend College', '1 College Road', 'Springfield'],
    email: 'ill@main.example',
    phone: '555-0100',
  },
  {
    code: 'HILL',
    name: 'Hilltop Library',
    address: ['Riverbend College', '40 Summit Lane', 'Springfield'],
    email: 'ill@hilltop.example',
    phone: '555-0140',
  },
] as const;

export const desks = [
  { code: 'MAIN-CIRC', name: 'Main Circulation Desk', library: 'MAIN', holdShelf: true, receives: true },
  { code: 'MAIN-ILL', name: 'Interlibrary Loan Office', library: 'MAIN', holdShelf: false, receives: true },
  { code: 'MAIN-INFO', name: 'Information Desk', library: 'MAIN', holdShelf: true, receives: false },
  { code: 'HILL-CIRC', name: 'Hilltop Branch', library: 'HILL', holdShelf: true, receives: true },
  { code: 'HILL-MUSIC', name: 'Hilltop Music Room', library: 'HILL', holdShelf: true, receives: true },
] as const;

type PartnerLine = readonly [code: string, name: string, address: string, prefix: string];

const partnerLines: readonly PartnerLine[] = [
  ['NORTH', 'North University Library', '2 Hill Street|Northfield', 'N-'],
  ['LAKE', 'Lakeside College Library', '18 Shore Drive|Lakeside', 'LK'],
  ['EASTPUB', 'Eastport Public Library', '7 Harbor Square|Eastport', '3EP'],
  ['MARITIME', 'Maritime Institute Library', 'Pier 4|Eastport', 'MAR-'],
  ['PRAIRIE', 'Prairie State University Libraries', 'University Avenue 900|Plainview', 'PSU'],
  ['LAWSOC', 'Library of the Law Society', '12 Chancery Row|Northfield', 'LS-'],
  ['STBRIGID', 'St Brigid’s Theological College', 'Abbey Gate|Kilbrae', 'BRG'],
  ['NORDBIB', 'Nordhavn Universitetsbibliotek', 'Bibliotekvej 3|2150 Nordhavn', 'ND'],
  ['UBMITTE', 'Universitätsbibliothek Mittelstadt', 'Schloßplatz 5|Mittelstadt', 'UBM'],
  ['BUVALMONT', 'Bibliothèque universitaire de Valmont', '3, rue des Écoles|Valmont', 'VAL'],
  ['KITAYAMA', '北山大学図書館', '北山市中央1-2-3', 'KIT'],
  ['NILE', 'مكتبة جامعة النيل الأهلية', 'شارع المكتبة ٥', 'NIL'],
];

export const partnerPrefixes = new Map(partnerLines.map(([code, , , prefix]) => [code, prefix]));

export const partners = partnerLines.map(([code, name, address], index) => ({
  code,
  name,
  address: address.split('|'),
  email: `ill@${code.toLowerCase()}.example`,
  phone: index % 3 === 2 ? '' : `555-02${String(index).padStart(2, '0')}`,
  renewsAutomatically: index % 4 !== 3,
  cancelNeedsConsent: index % 5 === 4,
}));

const readerNames = [
  'Reader, A.',
  'Adeyemi, Folasade',
  'Nguyễn Thị Mai',
  '大谷 春香',
  'Соколова, Мария Петровна',
  'Παπαδάκη, Ελένη',
  'سلمى الحسيني',
  'כהן, יעל',
  'Þórsdóttir, Guðrún',
  'Łukaszewska, Żaneta',
  'O’Brien, Siobhán',
  'van den Berg, Anneke',
  'D’Angelo, Niccolò',
  'Ibáñez Muñoz, Íñigo',
  'Çelik, Şebnem',
  'Ångström-Öberg, Åsa',
  'Nováková, Markéta',
  'Kovács, Ágnes',
  'Popescu, Ștefania',
  'Šimić, Đurđica',
  'Бондаренко, Олексій',
  'Георгиев, Стоян',
  'მარიამ ბერიძე',
  'Պետրոսյան, Անահիտ',
  'رضا کاظمی',
  'شازیہ اقبال',
  'अनन्या शर्मा',
  'মৌসুমী দাস',
  'கவிதா முருகன்',
  'ప్రియ రెడ్డి',
  'ਹਰਪ੍ਰੀਤ ਕੌਰ',
  'สมชาย ใจดี',
  'ဒေါ် ခင်မြင့်',
  '김서연',
  '李明华',
  '陳美玲',
  'Batbayar, Oyunaa',
  'Tūhoe, Mārama',
  'Kealoha, Nāpua',
  'Mbeki-Dlamini, Thandeka',
  'Wanjikũ, Njeri',
  'Okonkwo, Chịma',
  'Tesfaye, Selam',
  'ሰላም ተስፋዬ',
  'Diallo, Aïssatou',
  'Rakotomalala, Haja',
  'Santos, Maria da Conceição',
  'Quispe Mamani, Wayra',
  'Lévesque, Chloé',
  'Müller, Jürgen',
  'Jõgi, Õnne',
  'Bērziņa, Līga',
  'Žukauskaitė, Rūta',
  'Mäkelä, Päivi',
  'Brännström, Björn',
  'Østergaard, Søren',
  'Griffiths, Llŷr',
  'MacLeòid, Mòrag',
  'Borg, Ġużeppa',
  'Smith, J.',
  'de la Cruz-Featherstonehaugh, Maximiliana Wilhelmina Bartholomea',
] as const;

/** Readers with names from many languages; the barcode of the first is P1000001. */
export const patrons = readerNames.map((name, index) => ({
  barcode: `P${1_000_001 + index}`,
  name,
  email: index % 9 === 8 ? '' : `reader${index + 1}@example.org`,
  library: index % 4 === 3 ? 'HILL' : 'MAIN',
}));
