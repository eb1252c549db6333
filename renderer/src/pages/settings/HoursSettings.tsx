import { NativeSelect, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import { settingGroups } from '../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { newOpId } from '../../api/ids.ts';
import { sentenceOf } from '../../api/desk.ts';
import { leaveBy } from '../../places/leave-guard.ts';
import { useCalendar, useLibraries } from '../../api/people.ts';
import { useAppChange } from '../../api/queries.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { mayNot } from './administration.ts';
import { ClosedDays } from './ClosedDays.tsx';
import { WeekForm } from './WeekForm.tsx';
import { t } from '../../../../shared/words/words.ts';

/** The library's time zone: dates and times are shown and printed in it. */
const TimeZone = ({ state }: { readonly state: AppState }) => {
  const change = useAppChange('app.saveLibrarySettings');
  const locked = mayNot(state, t('settings.changingTheTimeZone'), null);
  const { timeZone } = state.settings.library;
  const zones = useMemo(
    () => [...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort(),
    [timeZone],
  );
  return (
    <NativeSelect
      label={settingGroups.library.fields.timeZone.label}
      description={change.isSuccess ? t('settings.stored') : t('settings.storedWhenItIsChosen')}
      value={timeZone}
      data={zones}
      disabled={locked !== null}
      title={locked ?? ''}
      error={change.error ? sentenceOf(change.error) : null}
      onChange={({ currentTarget }) =>
        change.mutate({ opId: newOpId(), settings: { library: { timeZone: currentTarget.value } } })
      }
    />
  );
};

const Calendar = ({
  libraryId,
  locked,
}: {
  readonly libraryId: LibraryId;
  readonly locked: string | null;
}) => {
  const calendar = useCalendar(libraryId);
  if (calendar.isError) return <LoadFailed error={calendar.error} retry={() => void calendar.refetch()} />;
  if (!calendar.data) return <Waiting rows={8} />;
  return (
    <>
      <WeekForm libraryId={libraryId} hours={calendar.data.hours} locked={locked} />
      <ClosedDays libraryId={libraryId} closedDays={calendar.data.closedDays} locked={locked} />
    </>
  );
};

/** When each library is open: due dates and the days on the hold shelf keep to it. */
export const HoursSettings = ({ state }: { readonly state: AppState }) => {
  const libraries = useLibraries().data ?? [];
  const [libraryId, setLibraryId] = useState(state.desk.libraryId);
  const name = libraries.find(({ id }) => id === libraryId)?.name ?? state.desk.libraryName;
  return (
    <>
      <Text c="dimmed">{t('settings.whenALoanARenewalOr')}</Text>
      {libraries.length > 1 && (
        <NativeSelect
          label={t('settings.library')}
          value={String(libraryId)}
          data={libraries.map((library) => ({ value: String(library.id), label: library.name }))}
          onChange={({ currentTarget: { value } }) => leaveBy(() => setLibraryId(Number(value) as LibraryId))}
        />
      )}
      <Calendar
        key={libraryId}
        libraryId={libraryId}
        locked={mayNot(state, t('common.changingTheOpeningHours'), libraryId, name)}
      />
      <TimeZone state={state} />
    </>
  );
};
