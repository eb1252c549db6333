import type { PolicySettings } from '../../../../shared/domain/policy-values.ts';
import { printedKinds, printerValueOf } from '../../../../shared/domain/policy-values.ts';
import { t } from '../../../../shared/words/words.ts';
import type { Switches } from '../switches.ts';

/** Returns the switches with what the policy sets in their place, and a sentence about each that it overrides. */
export const switchesUnderPolicy = (switches: Switches, values: PolicySettings): Switches => {
  const setsPrinter =
    values.Printer !== undefined || printedKinds.some((kind) => values[printerValueOf(kind)] !== undefined);
  const overridden = [
    ...(values.DataFolder !== undefined && switches.dataDir !== null ? ['data-dir'] : []),
    ...(setsPrinter && switches.printer !== null ? ['printer'] : []),
  ];
  return {
    ...switches,
    dataDir: values.DataFolder ?? switches.dataDir,
    printer: setsPrinter ? null : switches.printer,
    problems: [
      ...switches.problems,
      ...overridden.map((name) => t('--{name} was ignored: it is set by your organisation.', { name })),
    ],
  };
};
