import { expect, test } from 'vitest';
import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import { useImportDesk } from '../use-import-desk.ts';

// Everything in a file of another system is imported, or the report says that it is not.

const desk = useImportDesk({ hasLibrary: true });

const take = (name: string, rows: readonly string[]): Promise<ImportReport> =>
  desk.import(desk.file(name, `${rows.join('\n')}\n`), { listsRows: true });

const items = (): unknown[] =>
  desk.rows(
    'SELECT external_id, item.barcode, item.status FROM item JOIN request ON request.id = request_id ORDER BY item.id',
  );

const illiad = (...rows: readonly string[]): Promise<ImportReport> =>
  take('illiad.csv', [
    'Transaction Number,Username,Loan Title,Transaction Status,Lending Library,Process Type,Item Number',
    ...rows,
  ]);

test('ILLiad: the item number is the volume’s barcode if the status determines where the item is', async () => {
  await illiad(
    '1,jdoe,Birds,Customer Notified via E-Mail,EAU,Borrowing,39001',
    '2,jdoe,Rivers,Checked Out to Customer,EAU,Borrowing,39002',
    '3,jdoe,Moss,In Transit from Customer,EAU,Borrowing,39003',
    '4,jdoe,Tin,Lost,EAU,Borrowing,39004',
  );
  expect(items()).toEqual([
    ['1', '39001', 'on-hold-shelf'],
    ['2', '39002', 'on-loan'],
    ['3', '39003', 'returned-by-patron'],
    ['4', '39004', 'lost'],
  ]);
  expect(desk.values("SELECT status FROM request WHERE external_id = '4'")).toEqual(['REPORT_LOST']);
});

test('a barcode that is not imported is reported, with the reason', async () => {
  const report = await illiad(
    '1,jdoe,Birds,Request Finished,EAU,Borrowing,39001',
    '2,jdoe,Rivers,Request Sent,EAU,Borrowing,39002',
    '3,jdoe,Moss,Request Finished,EAU,Borrowing,',
  );
  expect(report.bySection['requests']).toMatchObject({ added: 3, refused: 0 });
  expect(items()).toEqual([]);
  expect(report.remarks.map(({ key, reason }) => [key, reason])).toEqual([
    ['1', 'The barcode 39001 is left out: the request is closed.'],
    ['2', 'The barcode 39002 is left out: the request’s status does not say where the item is.'],
  ]);
});

test('lending and document delivery are skipped, each with its name, and listed apart from refused rows', async () => {
  const report = await illiad(
    '1,lib,Birds,Item Shipped,EAU,Lending,',
    '2,jdoe,Rivers,Request Finished,,Doc Del,',
    '3,jdoe,Moss,Request Sent,EAU,Purchase,',
    ',jdoe,Tin,Request Sent,EAU,Borrowing,',
  );
  expect(report.bySection['requests']).toEqual({
    added: 0,
    updated: 0,
    unchanged: 0,
    conflict: 0,
    skipped: 3,
    refused: 1,
  });
  const listed = (name: string): unknown =>
    report.outcomes?.find(({ outcome }) => outcome === name)?.rows.map(({ key, reason }) => [key, reason]);
  expect(listed('skipped')).toEqual([
    ['1', 'Lending request, skipped.'],
    ['2', 'Document delivery request, skipped.'],
    ['3', 'Not a borrowing request (“Purchase”), skipped.'],
  ]);
  expect(listed('refused')).toHaveLength(1);
  expect(desk.reportLines(report)).toHaveLength(5);
});

test('Koha: rows for each item of a request become one request with these items', async () => {
  await take('koha.csv', [
    'illrequest_id,borrowernumber,branchcode,status,title,item_id,lending_library,circulation_notes',
    '7,51,CPL,RECVD,Moose,K-1,NSC,With maps',
    '7,51,CPL,RECVD,Moose,K-2,NSC,With maps',
    '8,51,CPL,CHK,Farne,K-3,NSC,',
  ]);
  expect(items()).toEqual([
    ['7', 'K-1', 'on-hold-shelf'],
    ['7', 'K-2', 'on-hold-shelf'],
    ['8', 'K-3', 'on-loan'],
  ]);
  expect(desk.values("SELECT circulation_note FROM request WHERE external_id = '7'")).toEqual(['With maps']);
});

test.each(['Item Barcode', 'Item ID', 'Item Number', 'Lender Item Barcode', 'Barcodes'])(
  'WorldShare: a column “%s” holds the barcodes of the volumes',
  async (head) => {
    await take('worldshare.csv', [
      `Request ID,Request Status,Title,Lender Symbol,Photocopy Flag,Need Before,Due Date,${head}`,
      '214000001,Received/In Use,Birds,EAU,0,2026-10-30,2026-11-30,W-1; W-2',
      '214000002,Lost,Rivers,EAU,0,2026-10-30,2026-11-30,W-3',
    ]);
    expect(items()).toEqual([
      ['214000001', 'W-1', 'on-hold-shelf'],
      ['214000001', 'W-2', 'on-hold-shelf'],
      ['214000002', 'W-3', 'lost'],
    ]);
  },
);

test('an internal item number is not taken for a barcode', async () => {
  await take('alma.csv', [
    'External identifier,Title,Requester,Active partner,Status,Physical Item Id',
    '01SPC0000001,Birds,"Reader, Anna",NORTH,Physically received by library,2312345678900001',
  ]);
  expect(items()).toEqual([['01SPC0000001', '', 'on-hold-shelf']]);
});

test.each([
  ['Go fish /', 'Go fish'],
  ['Go fish : a game ;', 'Go fish : a game'],
  ['Go fish : /', 'Go fish'],
  ['AC/DC', 'AC/DC'],
  ['Either/Or', 'Either/Or'],
  ['Why not?', 'Why not?'],
])('the title %s is imported as %s', async (title, kept) => {
  await take('list.csv', [
    'External identifier,Title,Requester,Active partner,Status',
    `01SPC0000001,"${title}","Reader, Anna",NORTH,Request sent to partner`,
  ]);
  expect(desk.values('SELECT title FROM request')).toEqual([kept]);
});
