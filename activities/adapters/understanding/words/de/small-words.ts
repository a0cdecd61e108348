/** German words between the others: some join or deny, the rest says nothing to a shop. */
export const SMALL_WORDS = `
  und = and
  oder = or
  aber = but
  kein, keine, keinen, keiner = no
  nicht, bloß nicht, ich mag nicht = not
  ohne = without
  alles außer, außer, alles bis auf = anything but
  auch, außerdem = also
  für = for
  in = in
  mit = with
  ich, mir, mich, du, dir, wir, uns, der, die, das, den, dem, des, ein, eine, einen, einem, einer, es, ist, sind, sehr, etwas, was, welche, welches, gern, gerne, mal, doch, denn, dann, jetzt, noch, so, zu, im, am, auf, an, aus, als, nach, lieber, sachen, kleidung, mein, meine, meinen, meiner, meinem, davon, hinzu, rein, dazu, schön, schöne, sie =
`;
