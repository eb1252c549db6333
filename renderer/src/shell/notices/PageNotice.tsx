import { Button } from '@mantine/core';
import { NoticeWords } from '../../components/NoticeWords.tsx';
import { NoticePlace } from './NoticePlace.tsx';
import { useUndoOfNotice } from './notice-undo.ts';
import { t } from '../../../../shared/words/words.ts';

/** The result of the last step on a page. */
export type PageNews = {
  readonly words: string;
  /** Something failed: the notice stays until it is dismissed. */
  readonly failed: boolean;
  /** Undoes the step, if that is possible. */
  readonly undo?: (() => void) | undefined;
};

/** The notice of a page whose results fit in a sentence. It disappears automatically; a failure stays. */
export const PageNotice = ({
  news,
  dismiss,
}: {
  readonly news: PageNews | null;
  /** Must be a stable function. */
  readonly dismiss: () => void;
}) => {
  useUndoOfNotice(news?.undo);
  return (
    <NoticePlace
      news={news}
      stays={news?.failed === true}
      dismiss={dismiss}
      status={news && !news.failed && <NoticeWords sign="done" title={news.words} />}
      alert={news?.failed === true && <NoticeWords sign="stop" title={news.words} />}
      ways={
        news?.undo && (
          <Button variant="default" size="compact-sm" onClick={news.undo}>
            {t('Undo')}
          </Button>
        )
      }
    />
  );
};
