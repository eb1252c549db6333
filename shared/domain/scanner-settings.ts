import { slowestPace, defaultPace } from './scan-pace.ts';
import type { NumberField, SettingGroup } from './setting-fields.ts';
import { t } from '../words/words.ts';

const paceField = (label: string, defaultMs: number, maxMs: number): NumberField => ({
  kind: 'number',
  label,
  description: '',
  unit: 'milliseconds',
  least: defaultMs,
  most: maxMs,
  start: defaultMs,
});

/** Choices whose label is their value. */
const asNamed = <T extends string>(choices: readonly T[]): { readonly [C in T]: string } =>
  Object.fromEntries(choices.map((choice) => [choice, choice])) as unknown as { [C in T]: string };

/** The settings of this workstation's scanner; part of the list of all settings (settings.ts). */
export const scannerGroups = {
  scanner: {
    whose: 'workstation',
    changedBy: 'staff',
    section: 'scanner',
    fields: {
      /** What the scanner sends around each code; stripped. */
      prefix: { kind: 'text', label: t('Sent before each code'), longest: 8, start: '' },
      suffix: { kind: 'text', label: t('Sent after each code'), longest: 8, start: '' },
    },
  },
  /** shared/domain/scan-pace.ts: how slow this workstation's keyboard wedge may be, as a test scan showed. */
  scanPace: {
    whose: 'workstation',
    changedBy: 'staff',
    section: 'scanner',
    fields: {
      gapMs: paceField(t('Longest gap between two characters'), defaultPace.gapMs, slowestPace.gapMs),
      meanMs: paceField(t('Average time per character'), defaultPace.meanMs, slowestPace.meanMs),
    },
  },
  serialScanner: {
    whose: 'workstation',
    changedBy: 'staff',
    section: 'scanner',
    fields: {
      /** The system's name for it, such as `COM3` or `/dev/ttyUSB0`; empty if there is no such scanner. */
      port: { kind: 'text', label: t('Serial port'), longest: 256, start: '' },
      rate: {
        kind: 'choice',
        label: t('Baud rate'),
        choices: asNamed(['1200', '2400', '4800', '9600', '19200', '38400', '57600', '115200']),
        start: '9600',
      },
      dataBits: { kind: 'choice', label: t('Data bits'), choices: asNamed(['7', '8']), start: '8' },
      parity: {
        kind: 'choice',
        label: t('Parity'),
        choices: { none: t('None'), even: t('Even'), odd: t('Odd') },
        start: 'none',
      },
      stopBits: { kind: 'choice', label: t('Stop bits'), choices: asNamed(['1', '2']), start: '1' },
      end: {
        kind: 'choice',
        label: t('Codes end with'),
        choices: {
          line: t('CR, LF or both'),
          tab: t('Tab'),
          etx: t('ETX'),
          pause: t('Nothing (a pause)'),
        },
        start: 'line',
      },
      encoding: {
        kind: 'choice',
        label: t('Characters'),
        choices: { 'utf-8': 'UTF-8', latin1: 'Latin-1' },
        start: 'utf-8',
      },
    },
  },
} as const satisfies Readonly<Record<string, SettingGroup>>;
