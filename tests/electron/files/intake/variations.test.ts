import { zipOf } from '../../../support/zip.ts';
import { expect, test } from 'vitest';
import { useImportDesk } from '../use-import-desk.ts';
import { noMapping } from '../../../../shared/domain/intake/mapping.ts';
import { saveFileProfile } from '../../../../electron/main/desk/store/file-profiles.queries.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { WritableDB } from '../../../../electron/main/db/types.ts';

// Unfamiliar exports: other orders, names, languages and dates.

const desk = useImportDesk({ hasLibrary: true });

const stored = () =>
  desk.rows(`SELECT external_id, request.title, request.status, due_on, substr(created_at, 1, 10), patron.barcode, patron.name, partner.code, desk.name
         FROM request LEFT JOIN patron ON patron.id = patron_id LEFT JOIN partner ON partner.id = request.partner_id
         LEFT JOIN desk ON desk.id = pickup_desk_id ORDER BY request.id`) as (string | number | null)[][];

/** Identifier, title, status and due date of each. */
const begun = (): unknown[] => stored().map((row) => row.slice(0, 4));

/** The heads, a row below them, and its result. */
const files: Readonly<Record<string, readonly [text: string, row: string]>> = {
  'columns in another order, few of them': [
    'Status,Due Date,Book Title,Request No.\nOn loan,2026-12-01,Walden,77-A\n',
    '77-A | Walden | LOANED | 2026-12-01 | - | - | - | - | -',
  ],
  'Spanish, semicolons, the day first': [
    'Número de solicitud;Título;Autor;Solicitante;Estado;Biblioteca prestamista;Lugar de recogida;Fecha de solicitud;Fecha de vencimiento\n' +
      'S-1;El mar;Mar, M.;Lector, Ana;Prestado;BNE;Sala general;3/4/2026;5/12/2026\n',
    'S-1 | El mar | LOANED | 2026-12-05 | 2026-04-03 | LECTOR-ANA | Lector, Ana | BNE | Sala general',
  ],
  'French, names of months': [
    'N° de demande|Titre|Statut|Date d’échéance|Demandeur\nF-1|La mer|Reçu|14 août 2026|Lecteur, Anne\n',
    'F-1 | La mer | RECEIVED_PHYSICALLY | 2026-08-14 | - | LECTEUR-ANNE | Lecteur, Anne | - | -',
  ],
  'names with more in them, several preamble lines': [
    'ILL report\nRun by: staff\nDate: 11/20/2026\n\nILL Request Number (ours)\tWork Title [245]\tCurrent Status\tItem Due Date (UTC)\tUser Primary Identifier\tPickup Location Code\n' +
      'N-9\tRivers\tShipped\t13/12/2026\tu123\tMAIN\n',
    'N-9 | Rivers | SHIPPED_PHYSICALLY | 2026-12-13 | - | u123 | u123 | - | MAIN',
  ],
  'a title of work, not one of a series; the one who responds is the partner': [
    'ILL number,Title of work,Series title,Responder,Borrower,Status,Due\nILL-5,Waves,Great long series of books,Dale Library,Doe Jane,Shipped,15-Jan-2027\n',
    'ILL-5 | Waves | SHIPPED_PHYSICALLY | 2027-01-15 | - | DOE-JANE | Doe Jane | DALE-LIBRARY | -',
  ],
  'beside cards the borrower is a library, and nobody’s name': [
    'request_number,patron_id,title,borrower,supplier,status\nH-1,2100,Waves,HIL,YALE,Shipped\n',
    'H-1 | Waves | SHIPPED_PHYSICALLY | - | - | 2100 | 2100 | YALE | -',
  ],
  'Alma in Spanish': [
    'Identificador externo;Título;Solicitante;Nº de carné;Estado;Ubicación de recogida\n01E-1;Ficciones;García, Ana;C-7;Enviado físicamente;Central\n',
    '01E-1 | Ficciones | SHIPPED_PHYSICALLY | - | - | C-7 | García, Ana | - | Central',
  ],
  'heads that nobody knows: what stands below them says what they are': [
    'Ref,What,Where it stands,Status\nAB-0001,The long history of rivers,x,Shipped\nAB-0002,Another history of wells,y,On loan\n',
    'AB-0001 | The long history of rivers | SHIPPED_PHYSICALLY | - | - | - | - | - | -',
  ],
  'no heads at all': [
    'AB-0001,The long history of rivers,Shipped,9780306406157\nAB-0002,Another history of wells,On loan,9783161484100\n',
    'AB-0001 | The long history of rivers | SHIPPED_PHYSICALLY | - | - | - | - | - | -',
  ],
  'what a SQL tool draws and says': [
    'TransactionNumber\tLoanTitle\tTransactionStatus\tUsername\n------\t------\t------\t------\n41\tA tale\tRequest Sent\tNULL\n\n(1 row affected)\n',
    '41 | A tale | REQUEST_SENT | - | - | - | - | - | -',
  ],
  'name and number of the requester in one cell': [
    'Request ID,Title,Status,Requester\n41,A tale,Request Sent,"Reader, Anna (u55)"\n42,B,Request Sent,"Leser, G. (u56)"\n',
    '41 | A tale | REQUEST_SENT | - | - | u55 | Reader, Anna | - | -',
  ],
  'digits kept by formulas and quotes': [
    'External ID,Title,Status,Patron Barcode\n="00123",Walden,Sent,\'00456\n',
    '00123 | Walden | REQUEST_SENT | - | - | 00456 | 00456 | - | -',
  ],
  Portuguese: [
    'Nº do pedido;Título;Utilizador;Estado;Biblioteca fornecedora;Local de levantamento;Data de devolução\nP-1;O mar;Silva, A;Recebido;BNP;Central;24/12/2026\n',
    'P-1 | O mar | RECEIVED_PHYSICALLY | 2026-12-24 | - | SILVA-A | Silva, A | BNP | Central',
  ],
  Dutch: [
    'Aanvraagnummer;Titel;Auteur;Lener;Status;Leverende bibliotheek;Afhaallocatie;Vervaldatum\nN-1;De zee;Mul, H;Jansen, P;Uitgeleend;UvA;Balie;24-12-2026\n',
    'N-1 | De zee | LOANED | 2026-12-24 | - | JANSEN-P | Jansen, P | UvA | Balie',
  ],
  'a sign for the number, a supplier and the string of suppliers': [
    'ILL #,Title,Current Supplier,Supplier String,Request Status\n5,Rivers,DEF,"ABC, DEF",Considering\n',
    '5 | Rivers | REQUEST_SENT | - | - | - | - | DEF | -',
  ],
  'names without blanks': [
    'requestid|booktitle|requeststatus|duedate|pickuplocation\n7|Rivers|Shipped|20261224|MAIN\n',
    '7 | Rivers | SHIPPED_PHYSICALLY | 2026-12-24 | - | - | - | - | MAIN',
  ],
  'times in another zone, first and last name apart': [
    'pr_hrid,pr_title,pr_state_fk,pr_parsed_due_date_rs,pr_patron_identifier,First Name,Last Name\nR-1,Wells,REQ_SHIPPED,2026-12-02T03:00:00Z,p9,Ann,Lee\n',
    'R-1 | Wells | SHIPPED_PHYSICALLY | 2026-12-01 | - | p9 | Lee, Ann | - | -',
  ],
};

for (const [name, [text, row]] of Object.entries(files))
  test(`${name}: it is imported`, async () => {
    const report = await desk.import(desk.file('export.csv', text));
    expect(report).toMatchObject({ outcome: 'done', refused: [] });
    expect(
      stored()[0]
        ?.map((cell) => cell ?? '-')
        .join(' | '),
    ).toBe(row);
  });

const ambiguous = 'Request ID,Title,Status,Due Date\n1,Walden,On loan,3/4/2027\n2,Emma,On loan,4/4/2027\n';

test('if the order of day and month is unknown, ambiguous rows are refused', async () => {
  const report = await desk.import(desk.file('a.csv', ambiguous));
  expect(report.refused).toMatchObject([{ row: 2, key: '1', field: 'Due Date' }]);
  expect(report.refused[0]?.reason).toContain(
    'Import it with a profile that does, or with dates such as 2027-01-15',
  );
  expect(begun()).toEqual([['2', 'Emma', 'LOANED', '2027-04-04']]);
});

test('one unambiguous day far down decides the order for all, and for the next file with these columns', async () => {
  const many = Array.from({ length: 3_000 }, (_, n) => `M${n},x,On loan,3/4/2027`).join('\n');
  await desk.import(
    desk.file('a.csv', `Request ID,Title,Status,Due Date\n${many}\nM-last,x,On loan,25/4/2027\n`),
  );
  expect(desk.value("SELECT due_on FROM request WHERE external_id = 'M0'")).toBe('2027-04-03');
  await desk.import(desk.file('b.csv', ambiguous));
  expect(desk.value("SELECT due_on FROM request WHERE external_id = '1'")).toBe('2027-04-03');
});

test('naming the system decides what the file does not', async () => {
  await desk.import(desk.file('a.csv', ambiguous), { mapping: { ...noMapping, profile: 'illiad' } });
  expect(begun()[0]).toEqual(['1', 'Walden', 'LOANED', '2027-03-04']);
  const unknown = await desk.import(desk.file('a.csv', ambiguous), {
    mapping: { ...noMapping, profile: 'Nobody' },
  });
  expect(unknown.failure).toContain('There is no profile “Nobody”');
});

test('a system that was named once is recognised by the columns the next time', async () => {
  const text = (status: string): string => `Request ID,Title,Status\n1,Walden,${status}\n`;
  await desk.import(desk.file('a.csv', text('Request Sent')), {
    mapping: { ...noMapping, profile: 'illiad' },
  });
  const next = await desk.import(desk.file('b.csv', text('Awaiting Post Receipt Processing')));
  expect(next.totals).toMatchObject({ updated: 1 });
  expect(desk.values('SELECT source FROM file_said')).toEqual(['illiad']);
});

test('a library’s profile maps columns and words of its own', async () => {
  saveFileProfile(desk.db as unknown as WritableDB, {
    name: 'Our branch',
    system: 'other',
    heads: '[]',
    columns: JSON.stringify({ colour: 'status', no: 'externalId' }),
    dayOrder: 'mdy',
    statuses: JSON.stringify({ green: 'WILL_SUPPLY' }),
    changedAt: '2026-11-25T12:00:00.000Z' as Instant,
  });
  const text = 'No,Title,Colour,Due Date\n5,Walden,Green,3/4/2027\n';
  const report = await desk.import(desk.file('a.csv', text), {
    mapping: { ...noMapping, profile: 'our branch' },
  });
  expect(report.failure).toBeNull();
  expect(begun()).toEqual([['5', 'Walden', 'WILL_SUPPLY', '2027-03-04']]);
});

test('what staff must know about a bad row is reported with its number', async () => {
  const text =
    'Request ID,Title,Status,Due Date,Item Barcode,Volume\n' +
    '1,Good,Sent,,,\n' +
    '1,Twice,Sent,,,\n' +
    '3,Cut short,Received,,3.16E+13,\n' +
    ',No number,Sent,,,\n' +
    '5,,Sent,,,\n' +
    '6,Odd day,Sent,31/02/2027,,\n' +
    '7,Too,many,,,,cells,here\n' +
    `8,${'x'.repeat(200_000)},Sent,,,\n` +
    '9,=HYPERLINK("http://x"),Sent,,,\n' +
    '10,Ring\u0007ing,Sent,,,\n' +
    '11,Short\n' +
    '\n' +
    'Total,10\n';
  const report = await desk.import(desk.file('a.csv', text));
  expect(report.refused.map(({ row, field }) => [row, field])).toEqual([
    [3, 'Request ID'],
    [5, 'Request ID'],
    [6, 'Title'],
    [7, 'Due Date'],
    [8, ''],
    [9, ''],
  ]);
  expect(report.remarks).toMatchObject([
    { row: 4, reason: expect.stringMatching(/^“Item Barcode” is left out: .*“3.16E\+13” and lost/) },
  ]);
  expect(stored().map((row) => row[1])).toEqual([
    'Good',
    'Cut short',
    '=HYPERLINK("http://x")',
    'Ring ing',
    'Short',
  ]);
});

const itemRows = [
  'Request ID,Title,Status,Item Barcode,Volume,Patron Barcode',
  'V-1,Set,Received,B1,Part A,u1',
  'V-1,Set,Received,B2,Part B,u1',
  'V-1,Set,Received,B3,Part C,u1',
  'V-2,Twice,Received,B4,,u2',
  'V-2,Twice,Received,B5,,u2',
  'V-2,Twice,Received,B5,,u2',
  'V-3,Another,Received,B6,,u2',
  'V-3,Another,Loaned,B7,,u2',
].join('\n');

test('rows for each item become one request with all of them', async () => {
  const file = desk.file('items.csv', itemRows);
  const report = await desk.import(file, { listsRows: true });
  expect(report.bySection).toMatchObject({ requests: { added: 3, refused: 1 } });
  expect(report.refused.map(({ row, reason }) => [row, reason])).toEqual([
    [9, expect.stringContaining('Remove one of the two')],
  ]);
  expect(
    desk.rows(
      'SELECT external_id, barcode, volume, label FROM item JOIN request ON request.id = request_id ORDER BY item.id',
    ),
  ).toEqual([
    ['V-1', 'B1', 1, 'Part A'],
    ['V-1', 'B2', 2, 'Part B'],
    ['V-1', 'B3', 3, 'Part C'],
    ['V-2', 'B4', 1, ''],
    ['V-2', 'B5', 2, ''],
    ['V-3', 'B6', 1, ''],
  ]);
  const added = report.outcomes?.find(({ outcome }) => outcome === 'added')?.rows ?? [];
  expect(added.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect((await desk.import(file)).bySection).toMatchObject({
    requests: { added: 0, updated: 0, unchanged: 3 },
  });
});

test.for<readonly [name: string, file: () => Buffer]>([
  [
    'a workbook',
    () =>
      zipOf({
        'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>',
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${[
          ['Request ID', 'Title', 'Status', 'Item Barcode', 'Card Number', 'Requester', 'ISBN'],
          ['1', 'A', 'Received', 31612345678901200n, '2.9123456789012E+16', 'Reader, A.', '9780306406157'],
          ['2', 'B', 'Received', '31612345678901234567', 123456789012345n, 'Reader, B.', 9780306406157n],
          [12345678901234567n, 'C', 'Received', 'B-3', 'P-3', 'Reader, C.', ''],
        ]
          .map(
            (row) =>
              `<row>${row.map((cell) => (typeof cell === 'bigint' || /E\+/.test(cell) ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${cell}</t></is></c>`)).join('')}</row>`,
          )
          .join('')}</sheetData></worksheet>`,
      }),
  ],
  [
    'a CSV file',
    () =>
      Buffer.from(
        'Request ID,Title,Status,Item Barcode,Card Number,Requester,ISBN\n' +
          '1,A,Received,3.16123456789012E+16,2.9123456789012E+16,"Reader, A.",9780306406157\n' +
          '2,B,Received,31612345678901234567,123456789012345,"Reader, B.",9780306406157\n' +
          '1.23456789012346E+16,C,Received,B-3,P-3,"Reader, C.",\n',
      ),
  ],
])(
  '%s with numbers of more than fifteen digits: the row is imported without them, a text of any length stays',
  async ([, file]) => {
    const report = await desk.import(desk.file('a.bin', file()));
    expect(report.refused.map(({ row, field }) => [row, field])).toEqual([[4, 'Request ID']]);
    expect(report.remarks.map(({ row, reason }) => [row, /“([\w ]+)”/.exec(reason)?.[1]])).toEqual([
      [2, 'Item Barcode'],
      [2, 'Card Number'],
    ]);
    expect(
      desk.rows(`SELECT request.external_id, title, isbn, item.barcode, patron.name, patron.barcode
           FROM request LEFT JOIN item ON item.request_id = request.id JOIN patron ON patron.id = patron_id
          ORDER BY request.id`),
    ).toEqual([
      ['1', 'A', '9780306406157', '', 'Reader, A.', 'READER-A'],
      ['2', 'B', '9780306406157', '31612345678901234567', 'Reader, B.', '123456789012345'],
    ]);
  },
);

test('in our own file a shortened card number is left out, but a shortened request number refuses the row', async () => {
  const report = await desk.import(
    desk.file('own.csv', 'external_id,title,patron_barcode,isbn\nA,One,2.9123E+16,9.78E+12\n1.2E+20,Two,,\n'),
  );
  expect(report.totals).toMatchObject({ added: 1, refused: 1 });
  expect(report.remarks.map(({ row, reason }) => [row, /“([\w ]+)”/.exec(reason)?.[1]])).toEqual([
    [2, 'patron_barcode'],
    [2, 'isbn'],
  ]);
  expect(desk.rows('SELECT external_id, patron_id, isbn FROM request')).toEqual([['A', null, '']]);
});
