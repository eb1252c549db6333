import { NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import type { Settings } from '../../../../../shared/domain/settings.ts';
import {
  maxCopies,
  printingFor,
  type SlipRoute,
  type SlipRoutes as Routes,
  type PaperSize,
  paperSizes,
} from '../../../../../shared/domain/slips/printing.ts';
import { printedKinds, printerValueOf } from '../../../../../shared/domain/policy-values.ts';
import { slipKinds, type SlipKind } from '../../../../../shared/domain/slips/all-slips.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { LongSelect } from '../../../components/LongSelect.tsx';
import { PrinterSelect, PrinterTrouble, TestSlip } from './DefaultPrinter.tsx';
import classes from './SlipRoutes.module.css';
import { t } from '../../../../../shared/words/words.ts';
import type { SettingsPart } from '../workstation-settings.tsx';

/** The kinds that steps print; a test slip is sent to a chosen printer. */
const kinds = printedKinds;

/** Not valid printer names: they are longer than names may be. */
const asUsual = 'usual'.padEnd(300);
const asPdf = 'pdf'.padEnd(300);

const valueOf = (route: SlipRoute | undefined): string => {
  if (route === undefined || route.target === 'usual') return asUsual;
  return route.target === 'pdf' ? asPdf : route.printerName;
};

const targetOf = (value: string): Pick<SlipRoute, 'target' | 'printerName'> => {
  if (value === asUsual) return { target: 'usual', printerName: '' };
  return value === asPdf ? { target: 'pdf', printerName: '' } : { target: 'queue', printerName: value };
};

/** A route equal to the default is not stored, except for a single desk, where even the default target may be intended. */
const isNeeded = ({ desk, target, copies }: SlipRoute): boolean =>
  desk !== null || target !== 'usual' || copies > 1;

const withRoute = (routes: Routes['routes'], route: SlipRoute): readonly SlipRoute[] => [
  ...routes.filter(({ desk, kind }) => desk !== route.desk || kind !== route.kind),
  ...(isNeeded(route) ? [route] : []),
];

const copyChoices = Array.from({ length: maxCopies }, (_, index) => String(index + 1));

/** What can be chosen besides a printer. */
const targetsAt = (desk: DeskId | null) => [
  ...(desk === null ? [] : [{ value: '', label: t('Same as “Any desk”') }]),
  { value: asUsual, label: t('Same as other slips') },
  { value: asPdf, label: t('PDF files') },
];

const Row = ({
  kind,
  desk,
  settings,
  isLocked,
  put,
}: {
  readonly kind: SlipKind;
  readonly desk: DeskId | null;
  readonly settings: Pick<Settings, 'printing' | 'slipRoutes'>;
  /** The IT department has set its printer, at every desk. */
  readonly isLocked: boolean;
  readonly put: (routes: Routes['routes']) => void;
}) => {
  const { routes } = settings.slipRoutes;
  const own = routes.find((route) => route.kind === kind && route.desk === desk);
  const { copies = 1 } = printingFor(kind, desk, settings.printing, settings.slipRoutes);
  const now: SlipRoute = own ?? { desk, kind, target: 'usual', printerName: '', copies };
  const { label } = slipKinds[kind];
  const isOwn = desk === null || own !== undefined;
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <PrinterSelect
          label={t('Printer: {label}', { label })}
          hidesLabel
          before={targetsAt(desk)}
          isLocked={isLocked}
          chosen={isOwn ? valueOf(own) : ''}
          choose={(value) =>
            put(
              value === ''
                ? routes.filter((route) => route !== own)
                : withRoute(routes, { ...now, ...targetOf(value) }),
            )
          }
        />
        {own?.target === 'queue' && <PrinterTrouble name={own.printerName} />}
      </td>
      <td>
        <NativeSelect
          aria-label={t('Copies: {label}', { label })}
          data={copyChoices}
          value={String(now.copies)}
          disabled={!isOwn || isLocked}
          onChange={({ currentTarget }) =>
            put(withRoute(routes, { ...now, copies: Number(currentTarget.value) }))
          }
        />
      </td>
      <td>
        <TestSlip insteadOf={kind} label={t('Test slip: {label}', { label })} />
      </td>
    </tr>
  );
};

const Papers = ({ settings, save }: SettingsPart) => {
  const { printing, slipRoutes } = settings;
  const names = [
    ...new Set(
      slipRoutes.routes.flatMap(({ target, printerName }) => (target === 'queue' ? [printerName] : [])),
    ),
  ].filter((name) => printing.target !== 'queue' || name !== printing.printerName);
  const put = (printerName: string, paper: PaperSize): void =>
    save({
      slipRoutes: {
        ...slipRoutes,
        papers: [
          ...slipRoutes.papers.filter((one) => one.printerName !== printerName),
          { printerName, paper },
        ],
      },
    });
  return names.map((name) => (
    <NativeSelect
      key={name}
      label={t('Paper in {name}', { name })}
      data={Object.entries(paperSizes).map(([value, { label }]) => ({ value, label }))}
      value={slipRoutes.papers.find(({ printerName }) => printerName === name)?.paper ?? printing.paper}
      onChange={({ currentTarget }) => put(name, currentTarget.value as PaperSize)}
    />
  ));
};

/** Kinds of slips that go to another printer, at all desks or at one, with the paper of those printers. */
export const SlipRoutes = ({
  desks,
  here,
  ...part
}: SettingsPart & { readonly desks: AppState['desks']; readonly here: DeskId }) => {
  const [desk, setDesk] = useState<DeskId | null>(null);
  const { settings, save, policy } = part;
  return (
    <>
      <Title order={3} size="h4">
        {t('Printers for specific slips')}
      </Title>
      <Text>
        {t(
          'For example, labels can go to a label printer. These choices apply to this workstation. A slip goes to the printer of the desk where it is printed.',
        )}
      </Text>
      <LongSelect
        label={t('While working at')}
        value={String(desk ?? '')}
        data={[
          { value: '', label: t('Any desk') },
          ...desks.map(({ id, name }) => ({
            value: String(id),
            label: id === here ? t('{name} (here)', { name }) : name,
          })),
        ]}
        choose={(value) => setDesk(value === '' ? null : (Number(value) as DeskId))}
      />
      <table className={classes['routes']}>
        <thead>
          <tr>
            <th scope="col">{t('Slip')}</th>
            <th scope="col">{t('Printer')}</th>
            <th scope="col">{t('Copies')}</th>
            <th scope="col">{t('Test')}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <Row
              key={`${desk ?? ''} ${kind}`}
              kind={kind}
              desk={desk}
              settings={settings}
              isLocked={policy[printerValueOf(kind)] !== undefined}
              put={(routes) => save({ slipRoutes: { ...settings.slipRoutes, routes } })}
            />
          ))}
        </tbody>
      </table>
      <Stack gap="sm">
        <Papers {...part} />
      </Stack>
    </>
  );
};
