import type { KindDesign } from './slips/design.ts';
import type { PrinterPaper, SlipRoute } from './slips/printing.ts';

/** One value that staff choose, with its label in Settings and the value that holds until somebody chooses another. */
export type SettingField = ChosenField | NumberField | ListField;

/** What can be stored as soon as it is chosen. */
export type ChosenField =
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly choices: Readonly<Record<string, string>>;
      readonly start: string;
    }
  | { readonly kind: 'switch'; readonly label: string; readonly start: boolean }
  | { readonly kind: 'text'; readonly label: string; readonly longest: number; readonly start: string };

/** What is typed, so that it stands in a form with a button. */
export type NumberField = {
  readonly kind: 'number';
  readonly label: string;
  readonly description: string;
  readonly unit: 'days' | 'minutes' | 'milliseconds';
  readonly least: number;
  readonly most: number;
  readonly start: number | null;
  /** Null stands for something of its own, which the form says. */
  readonly orNull?: boolean;
};

/** What stands in lists, by its name. */
export type ListItems = {
  readonly 'slip-route': SlipRoute;
  readonly 'printer-paper': PrinterPaper;
  readonly 'slip-design': KindDesign;
};

/** Several values of one shape, for which a section has a form of its own. */
type ListField = {
  readonly kind: 'list';
  readonly label: string;
  readonly of: keyof ListItems;
  readonly start: readonly [];
};

/** Settings that are stored together, under the name of their group. */
export type SettingGroup = {
  /** The section of Settings where it is chosen. */
  readonly section: string;
} & (
  | {
      /** How this workstation looks, prints and scans. */
      readonly whose: 'workstation';
      readonly changedBy: 'everybody' | 'staff' | 'administrators';
      /** A number is learned and not typed, and a list has a form of its own: their sections show them. */
      readonly fields: Readonly<Record<string, SettingField>>;
    }
  | {
      /** How each library works, or all of them together; an administrator changes it, and the log of steps keeps the change. */
      readonly whose: 'library' | 'installation';
      readonly fields: Readonly<Record<string, SettingField>>;
    }
);
