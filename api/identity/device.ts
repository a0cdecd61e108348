/** What kind of thing somebody signed in with, for the list of their sessions; no more is kept of it. */
export function deviceOf(userAgent: string): 'phone' | 'tablet' | 'computer' | 'program' {
  if (/iPad|Tablet|Android(?!.*Mobile)/i.test(userAgent)) return 'tablet';
  if (/Mobi|iPhone|Android/i.test(userAgent)) return 'phone';
  if (/Mozilla\//.test(userAgent)) return 'computer';
  return 'program';
}
