import { Group, NativeSelect, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { t } from '../../../../../shared/words/words.ts';
import type { SlipKind } from '../../../../../shared/domain/slips/all-slips.ts';
import type { AppState, PrintJobView } from '../../../../../shared/ipc/views.ts';
import { settingGroups, type Settings } from '../../../../../shared/domain/settings.ts';
import type { PaperSize } from '../../../../../shared/domain/slips/printing.ts';
import { usePrinters } from '../../../api/queries.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { lockedByPolicy } from '../parts.tsx';
import { policyOn } from '../../../../../shared/domain/policy.ts';
import { isSavedAsFile, SlipBadge } from '../../../components/SlipBadge.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { SettingControl, SettingSelect, type SettingsPart } from '../workstation-settings.tsx';
import { slipNoteWords } from '../../../../../shared/domain/slips/printing.ts';

type Choice = { readonly value: string; readonly label: string };

/** Returns the problem of a printer and its solution; null if there is none, or while the printers are loading. */
const usePrinterTrouble = (): ((name: string) => string | null) => {
  const { data } = usePrinters(true);
  return (name) => {
    if (data === undefined || name === '') return null;
    const printer = data.find((one) => one.name === name);
    if (!printer)
      return t(
        'Printer {name} isn’t on this computer. Connect it, or choose another one in Settings, then print again.',
        { name },
      );
    const { trouble } = printer;
    return trouble === null
      ? null
      : t(
          'Printer {name} {trouble}. Restart it in the computer’s printer settings, or choose another one in Settings, then print again.',
          { name, trouble },
        );
  };
};

/** A sentence about a printer that does not accept jobs. */
export const PrinterTrouble = ({ name }: { readonly name: string }) => {
  const trouble = usePrinterTrouble()(name);
  return trouble === null ? null : (
    <Text role="status" c="var(--desk-stop)">
      {trouble}
    </Text>
  );
};

/** Selects a printer of the system, or one of the other options listed first. A printer that is currently missing stays selected. */
export const PrinterSelect = ({
  label,
  hidesLabel = false,
  before,
  chosen,
  choose,
  isLocked = false,
}: {
  readonly label: string;
  readonly hidesLabel?: boolean;
  readonly before: readonly Choice[];
  readonly chosen: string;
  readonly choose: (name: string) => void;
  /** The IT department has set it. */
  readonly isLocked?: boolean;
}) => {
  const printers = usePrinters(true);
  const known = printers.data ?? [];
  const isKnown = [...before.map(({ value }) => value), ...known.map(({ name }) => name)].includes(chosen);
  return (
    <NativeSelect
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      {...lockedByPolicy(isLocked)}
      value={chosen}
      data={[
        ...before,
        ...(isKnown
          ? []
          : [
              {
                value: chosen,
                label: printers.isPending ? chosen : t('{name} (not found)', { name: chosen }),
              },
            ]),
        ...known.map(({ name, description }) => ({ value: name, label: description || name })),
      ]}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
};

const TestState = ({ job }: { readonly job: PrintJobView }) => {
  const newest = useReceivingSelector(({ context }) => context.slips[job.id]);
  const { state, note } = newest ?? job;
  const open = useMutation({ mutationFn: () => ask('slips.open', { jobId: job.id }) });
  return (
    <>
      <Group role="status" gap="xs">
        <SlipBadge state={state} note={note} />
        <Text>{slipNoteWords(note)}</Text>
      </Group>
      {state === 'printed' && isSavedAsFile(note) && (
        <CallButton call={open}>{t.in('button', 'Open')}</CallButton>
      )}
      <NotDone error={open.error} />
    </>
  );
};

/** Prints a test slip, and shows its progress. */
export const TestSlip = ({
  insteadOf,
  label,
}: {
  /** The kind whose printer is tested; absent: the default printer. */
  readonly insteadOf?: SlipKind;
  /** The accessible name of the button, if its visible text is too short. */
  readonly label?: string;
}) => {
  const test = useMutation({
    mutationFn: (opId: ReturnType<typeof newOpId>) =>
      ask('slips.printTest', { opId, ...(insteadOf === undefined ? {} : { insteadOf }) }),
  });
  return (
    <Group>
      <CallButton
        call={{ isPending: test.isPending, mutate: () => test.mutate(newOpId()) }}
        {...(label === undefined ? {} : { 'aria-label': label })}
      >
        {label === undefined ? t('Print a test slip') : t('Test slip')}
      </CallButton>
      {test.data && <TestState job={test.data} />}
      <NotDone error={test.error} />
    </Group>
  );
};

type Printing = Settings['printing'];
const { fields } = settingGroups.printing;

/** The default printer for slips, and its paper. */
export const DefaultPrinter = ({
  settings: { printing },
  save,
  policy,
  printing: now,
}: SettingsPart & { readonly printing: AppState['printing'] }) => {
  const printers = usePrinters(true);
  const put = (change: Partial<Printing>): void => save({ printing: { ...printing, ...change } });
  const isLocked = policyOn(policy, 'printing', 'target') !== null;
  const none = (printers.data ?? []).length > 0 ? t('Choose a printer') : t('No printer found');
  return (
    <>
      <Text>{t('Now: {description}', { description: now.description })}</Text>
      {now.isFixed ? (
        <Text c="dimmed">{t('To choose a printer here, start the program without --printer.')}</Text>
      ) : (
        <>
          <SettingControl
            field={fields.target}
            value={printing.target}
            isLocked={isLocked}
            store={(target) => put({ target: target as Printing['target'] })}
          />
          {printing.target === 'queue' && (
            <PrinterSelect
              label={fields.printerName.label}
              before={[{ value: '', label: none }]}
              chosen={printing.printerName}
              choose={(printerName) => put({ printerName })}
              isLocked={isLocked}
            />
          )}
        </>
      )}
      <NotDone error={printers.error} />
      <SettingSelect
        field={fields.paper}
        value={printing.paper}
        store={(paper) => put({ paper: paper as PaperSize })}
      />
      <TestSlip />
    </>
  );
};
