import { Button, Checkbox, Stack, Text, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { useSaveFile, useWriteStatus } from '../../api/queries.ts';
import { useFocusStays } from '../../components/focus-stays.ts';
import { FileBeingWritten } from '../../files/out/FileBeingWritten.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { mayNot } from './administration.ts';

/** Export of the whole library into a file that this program reads again. */
export const LibraryExport = ({ state }: { readonly state: AppState }) => {
  const [withoutPatrons, setWithoutPatrons] = useState(false);
  const [begun, setBegun] = useState<string | null>(null);
  const area = useRef<HTMLDivElement>(null);
  useFocusStays(area);
  const save = useSaveFile('files.saveLibrary', setBegun);
  const running = useWriteStatus().data?.running ?? null;
  const locked = mayNot(state, t('goingOut.exportingTheLibrary'), null);
  const fileName = begun ?? running?.fileName ?? null;
  return (
    <Stack ref={area} w="100%" gap="xs" align="flex-start" mt="lg">
      <Title order={3}>{t('settings.exportTheLibrary')}</Title>
      <Text>{t('settings.everythingOfTheLibraryInOneFile')}</Text>
      <Checkbox
        label={t('settings.leavePatronsNamesOut')}
        description={t('settings.patronsBecomeNumbers')}
        checked={withoutPatrons}
        disabled={locked !== null || running !== null}
        onChange={({ currentTarget }) => setWithoutPatrons(currentTarget.checked)}
      />
      <Button
        disabled={locked !== null || save.isPending || running !== null}
        title={locked ?? ''}
        onClick={() => save.mutate({ withoutPatrons })}
      >
        {t('settings.exportEllipsis')}
      </Button>
      {fileName !== null && !save.isPending && <FileBeingWritten fileName={fileName} />}
      <NotDone error={save.error} />
    </Stack>
  );
};
