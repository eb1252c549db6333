import { slowestPace, usualPace } from './scan-pace.ts';
import type { NumberField, SettingGroup } from './setting-fields.ts';
import { t } from '../words/words.ts';

const paceField = (label: string, usualMs: number, mostMs: number): NumberField => ({
  kind: 'number',
  label,
  description: '',
  unit: 'milliseconds',
  least: usualMs,
  most: mostMs,
  start: usualMs,
});

/** Choices that are called what they are. */
const asNamed = <T extends string>(choices: readonly T[]): { readonly [C in T]: string } =>
  Object.fromEntries(choices.map((choice) => [choice, choice])) as unknown as { [C in T]: string };

/** The settings of this workstation's scanner; a part of the list of all settings (settings.ts). */
export const scannerGroups = {
  scanner: {
    whose: 'workstation',
    changedBy: 'staff',
    section: 'scanner',
    fields: {
      /** What the scanner sends around each code; cut off. */
      prefix: { kind: 'text', label: t('settings.sentBeforeEachCode'), longest: 8, start: '' },
      suffix: { kind: 'text', label: t('settings.sentAfterEachCode'), longest: 8, start: '' },
    },
  },
  /** shared/domain/scan-pace.ts: how slow the keyboard wedge of this workstation may be, as a test scan has shown. */
  scanPace: {
    whose: 'workstation',
    changedBy: 'staff',
    section: 'scanner',
    fields: {
      gapMs: paceField(t('scanner.longestGapBetweenTwoCharacters'), usualPace.gapMs, slowestPace.gapMs),
      meanMs: paceField(t('scanner.timeForACharacter'), usualPace.meanMs, slowestPace.meanMs),
    },
  },
  serialScanner: {
    whose: 'workstation',
    changedBy: 'staff',
    section: 'scanner',
    fields: {
      /** The name that the system has for it, such as `COM3` or `/dev/ttyUSB0`; empty: there is no such scanner. */
      port: { kind: 'text', label: t('scanner.serialPort'), longest: 256, start: '' },
      rate: {
        kind: 'choice',
        label: t('scanner.rate'),
        choices: asNamed(['1200', '2400', '4800', '9600', '19200', '38400', '57600', '115200']),
        start: '9600',
      },
      dataBits: { kind: 'choice', label: t('scanner.dataBits'), choices: asNamed(['7', '8']), start: '8' },
      parity: {
        kind: 'choice',
        label: t('scanner.parity'),
        choices: { none: t('scanner.noParity'), even: t('scanner.even'), odd: t('scanner.odd') },
        start: 'none',
      },
      stopBits: { kind: 'choice', label: t('scanner.stopBits'), choices: asNamed(['1', '2']), start: '1' },
      end: {
        kind: 'choice',
        label: t('scanner.aCodeEndsWith'),
        choices: {
          line: t('scanner.crLfOrBoth'),
          tab: t('scanner.tab'),
          etx: t('scanner.etx'),
          pause: t('scanner.nothingThePauseAfterIt'),
        },
        start: 'line',
      },
      encoding: {
        kind: 'choice',
        label: t('scanner.characters'),
        choices: { 'utf-8': 'UTF-8', latin1: 'Latin-1' },
        start: 'utf-8',
      },
    },
  },
} as const satisfies Readonly<Record<string, SettingGroup>>;
