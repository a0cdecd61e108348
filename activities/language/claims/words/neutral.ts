/**
 * The words that a reply may use whatever the evidence is: they greet, point, ask and invite, and claim nothing by
 * themselves. Everything else has to come from the evidence. What is left out here is left out on purpose: words that
 * praise (great, perfect), count (few, many, all, only), promise (will, free) or tell of deeds (added, reserved).
 */
export const NEUTRAL: ReadonlySet<string> = new Set(
  `
  a an the this that these those it its they them their i i'm i've me my we we've us our you you're you've your
  he him his she her hers who which what how and or but so as if then too also well
  in on of for from to with by at into about up down through
  is are am be been was were do does did have has had can could would may might
  hello hi hey welcome thanks thank please sure certainly course okay ok yes happy glad
  here there below
  found find finding look looking looked see seeing search searched searching show showing shown match matches
  matching matched ask asked asking wish wished wanted want like liked need after
  tell say pick choose tap try let let's know mean go browse help hear think
  some something anything any one ones thing things else other
  first maybe perhaps shall
  `
    .trim()
    .split(/\s+/),
);
