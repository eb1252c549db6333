import type { KindDesign } from './slips/design.ts';
import type { PrinterPaper, SlipRoute } from './slips/printing.ts';

/** One value that staff choose, with its label in Settings and its default. */
export type SettingField = ChosenField | NumberField | ListField;

/** A value that can be stored as soon as it is chosen. */
export type ChosenField =
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly choices: Readonly<Record<string, string>>;
      readonly start: string;
    }
  | SwitchField
  | {
      readonly kind: 'text';
      readonly label: string;
      readonly longest: number;
      readonly start: string;
      /** What it is if it is not empty: the address of a server without an account, or certificates without a key, because settings are shared. */
      readonly is?: 'address' | 'certificates';
    };

export type SwitchField = { readonly kind: 'switch'; readonly label: string; readonly start: boolean };

/** A value that is typed, and therefore has a form with a button. */
export type NumberField = {
  readonly kind: 'number';
  readonly label: string;
  /** Absent if the section says it once for all its fields. */
  readonly description?: string;
  readonly unit: 'days' | 'minutes' | 'milliseconds';
  readonly least: number;
  readonly most: number;
  readonly start: number | null;
  /** Null has a special meaning, which the form explains. */
  readonly orNull?: boolean;
};

/** The items of lists, by the names of the lists. */
export type ListItems = {
  readonly 'slip-route': SlipRoute;
  readonly 'printer-paper': PrinterPaper;
  readonly 'slip-design': KindDesign;
};

/** Several values of one shape, for which a section has its own form. */
type ListField = {
  readonly kind: 'list';
  readonly label: string;
  readonly of: keyof ListItems;
  readonly start: readonly [];
};

/** Settings stored together, under the name of their group. */
export type SettingGroup = {
  /** The section of Settings where it is chosen. */
  readonly section: string;
} & (
  | {
      /** How this workstation looks, prints and scans. */
      readonly whose: 'workstation';
      readonly changedBy: 'everybody' | 'staff' | 'administrators';
      /** A number is measured, not typed, and a list has its own form: their sections show them. */
      readonly fields: Readonly<Record<string, SettingField>>;
    }
  | {
      /** How each library, or all of them together, works; an administrator changes it, and the log of steps records the change. */
      readonly whose: 'library' | 'installation';
      readonly fields: Readonly<Record<string, SettingField>>;
    }
);
