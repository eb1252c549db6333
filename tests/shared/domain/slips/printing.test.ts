import { expect, test } from 'vitest';
import type { DeskId } from '../../../../shared/domain/ids.ts';
import {
  kindOfPrinter,
  printingFor,
  type SlipRoute,
  type DefaultPrinting,
} from '../../../../shared/domain/slips/printing.ts';
import { slipKinds } from '../../../../shared/domain/slips/all-slips.ts';
import { workstationSettings } from '../../../../shared/ipc/settings-shapes.ts';

const here = 1 as DeskId;
const there = 2 as DeskId;
const usual: DefaultPrinting = { target: 'queue', printerName: 'Receipt', paper: '80mm' };
const labels: SlipRoute = { desk: null, kind: 'label', target: 'queue', printerName: 'Zebra', copies: 2 };
const papers = [{ printerName: 'Zebra', paper: '58mm' }] as const;

test('a kind without a route is printed where all slips are', () => {
  expect(printingFor('receive', here, usual, { routes: [labels], papers })).toEqual({ ...usual, copies: 1 });
});

test('a route has its printer, with its paper and its copies', () => {
  expect(printingFor('label', here, usual, { routes: [labels], papers })).toEqual({
    target: 'queue',
    printerName: 'Zebra',
    paper: '58mm',
    copies: 2,
  });
  expect(printingFor('label', here, usual, { routes: [labels], papers: [] }).paper).toBe('80mm');
});

test('a desk’s route takes precedence over that of every desk, even if it is the usual way', () => {
  const atHere: SlipRoute = { ...labels, desk: here, target: 'usual', printerName: '', copies: 1 };
  const routes = [labels, atHere];
  expect(printingFor('label', here, usual, { routes, papers })).toEqual({ ...usual, copies: 1 });
  expect(printingFor('label', there, usual, { routes, papers }).printerName).toBe('Zebra');
});

test('files have the usual paper, and so does the usual printer', () => {
  const asFile: SlipRoute = { ...labels, target: 'pdf', printerName: '' };
  expect(printingFor('label', here, usual, { routes: [asFile], papers })).toMatchObject({
    target: 'pdf',
    paper: '80mm',
  });
  const same: SlipRoute = { ...labels, printerName: 'Receipt' };
  const other = [{ printerName: 'Receipt', paper: 'A4' }] as const;
  expect(printingFor('label', here, usual, { routes: [same], papers: other }).paper).toBe('80mm');
});

test('a test slip is printed where the kind it tests is', () => {
  const slip = slipKinds.test.sample;
  expect(kindOfPrinter(slip)).toBe('test');
  expect(kindOfPrinter({ ...slip, insteadOf: 'label' })).toBe('label');
});

test('only valid routes are stored', () => {
  const store = (route: object): boolean =>
    workstationSettings.safeParse({ slipRoutes: { routes: [route], papers: [] } }).success;
  expect(store(labels)).toBe(true);
  for (const wrong of [{ copies: 0 }, { copies: 6 }, { kind: 'poster' }, { target: 'fax' }, { desk: 'all' }])
    expect(store({ ...labels, ...wrong })).toBe(false);
});
