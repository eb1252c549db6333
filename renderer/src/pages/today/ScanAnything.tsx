import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import scanPage from '../../components/ScanPage.module.css';
import { useScanBox } from '../../scanner/scan-box.ts';
import { offerScan } from '../../scanner/scan-offer.ts';
import { OfferedScan } from '../../shell/notices/ScanOffer.tsx';
import { t } from '../../../../shared/words/words.ts';

/**
 * Handles typed text like a scan. It has the initial focus of the page; the answer appears below it, in front of the queues, and takes the
 * focus.
 */
export const ScanAnything = () => {
  const [turn, setTurn] = useState(0);
  const [ref, box] = useScanBox(turn, () => ({ text: '', focus: turn === 0 }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const code = box.send();
    if (code.trim() === '') return;
    offerScan({ code, partial: false });
    setTurn(turn + 1);
  };
  return (
    <div>
      <form
        onSubmit={submit}
        className={scanPage['boxRow']}
        autoComplete="off"
        role="search"
        aria-label={t('Scan anything')}
      >
        <TextInput
          ref={ref}
          className={scanPage['box'] ?? ''}
          aria-label={t('Scan anything')}
          placeholder={t('Scan anything: an item, an external identifier, a card')}
          value={box.text}
          onChange={({ currentTarget }) => box.type(currentTarget.value)}
          spellCheck={false}
          data-scan-box
        />
        <Button type="submit" variant="default" className={scanPage['boxButton'] ?? ''}>
          {t('Look up')}
        </Button>
      </form>
      <OfferedScan />
    </div>
  );
};
