import { NativeSelect } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { useLibraries } from '../../api/people.ts';
import { leaveBy } from '../../places/leave-guard.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';

/** Settings of one library: initially the desk's library; if there are several, another can be chosen. */
export const ForOneLibrary = ({
  state,
  children,
}: {
  readonly state: AppState;
  readonly children: (library: LibraryRecord) => ReactNode;
}) => {
  const libraries = useLibraries();
  const [libraryId, setLibraryId] = useState(state.desk.libraryId);
  if (libraries.isError) return <LoadFailed error={libraries.error} retry={() => void libraries.refetch()} />;
  const library = libraries.data?.find(({ id }) => id === libraryId) ?? libraries.data?.[0];
  if (!libraries.data || !library) return <Waiting rows={8} />;
  return (
    <>
      {libraries.data.length > 1 && (
        <NativeSelect
          label={t('Library')}
          value={String(library.id)}
          data={libraries.data.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={({ currentTarget: { value } }) => leaveBy(() => setLibraryId(Number(value) as LibraryId))}
        />
      )}
      <Fragment key={library.id}>{children(library)}</Fragment>
    </>
  );
};
