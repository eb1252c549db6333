import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { ScanBoxForm } from './ScanBoxForm.tsx';
import { t } from '../../../../../shared/words/words.ts';

/** The box that opens a request. While a set is open it only shows whose set it is. */
export const IdentifierBox = () => {
  const receiving = useReceiving();
  const inLoop = useReceivingSelector(({ context }) => context.inLoop);
  return (
    <ScanBoxForm
      label={t('common.externalIdentifier')}
      button={inLoop ? null : 'OK'}
      call="open"
      turnOf={() => {
        const { form, feedback } = receiving.getSnapshot().context;
        if (form) return { text: form.request.externalId, focus: false };
        const refused = feedback?.kind === 'refused' && feedback.during === 'open';
        return { text: refused ? feedback.code : '', focus: true };
      }}
      entered={(code) => ({ type: 'identifier.entered', code, further: false })}
      readOnly={inLoop}
    />
  );
};
