import { Text } from '@mantine/core';
import { useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { t } from '../../../../../shared/words/words.ts';

/** What other desks did with volumes of the open request meanwhile. The place is always there, so that readers hear each change. */
export const ReceivedElsewhere = () => {
  const { came, gone } = useReceivingSelector(({ context }) => context.elsewhere);
  return (
    <div role="status">
      {came.map(({ itemId, volume, where, barcode }) => (
        <Text key={itemId} size="sm">
          {t('receiving.volumeCameElsewhere', { volume, where, barcode })}
        </Text>
      ))}
      {gone.map(({ itemId, barcode }) => (
        <Text key={itemId} size="sm">
          {t('receiving.volumeIsNotCountedNow', { barcode })}
        </Text>
      ))}
    </div>
  );
};
