/** Words that staff have at hand: the merchant writes them, and whoever answers may change them before they are sent. */
export interface CannedReply {
  /** Unique. */
  id: string;
  /** Two letters. */
  language: string;
  title: string;
  text: string;
}
