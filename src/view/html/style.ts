/**
 * How a page looks: light and dark, 1,000 pixels and wider, on paper. Law: nothing is told by
 * colour alone, so every rule that colours something stands beside a sign, a dash or a weight
 * in the markup. Elements that the script hides are shown again on paper.
 */

/** The style sheet. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #fbfaf7; --ink: #1d2127; --soft: #5a636e; --line: #d5d2c8; --panel: #ffffff;
  --mark: #fff1c9; --mark-ink: #6b4a00; --good: #1b6b3a; --bad: #b3261e; --bad-soft: #fbe3e0;
  --doubt: #7a5b00; --accent: #1f5fa8; --accent-soft: #e1ecf8; --member: #eef4ea; --holder: #eef1f8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --ink: #e6e8ea; --soft: #a0a8b2; --line: #363c44; --panel: #1b1f25;
    --mark: #3d3215; --mark-ink: #ffd97a; --good: #7fd19b; --bad: #ff8a80; --bad-soft: #43211f;
    --doubt: #e5c465; --accent: #86b8f2; --accent-soft: #1f3247; --member: #1d2b22; --holder: #1f2733;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1500px; padding: 20px 24px 60px; background: var(--page);
  color: var(--ink); font: 15px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 28px 0 8px; }
h3 { font-size: 15px; margin: 16px 0 6px; } h4 { font-size: 14px; margin: 10px 0 4px; }
code, pre, .lanes, .state, .moment svg, .plain { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
p { margin: 4px 0; } a { color: var(--accent); } .quiet { color: var(--soft); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12.5px; margin: 4px 0; }
ul.plain { margin: 0; padding: 0; list-style: none; font-size: 12px; overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
caption { text-align: left; color: var(--soft); font-size: 13px; padding: 2px 0 4px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.scrolls { overflow-x: auto; }
table { border-collapse: collapse; }
.verdicts { font-size: 13.5px; } .verdicts th, .verdicts td { border: 1px solid var(--line); padding: 3px 9px; text-align: left; }
.verdicts thead th { background: var(--holder); } .verdicts tbody th { font-weight: 600; }
.verdicts td { background: var(--panel); } .verdicts tbody th { min-width: 150px; }
.verdicts .holds, .verdicts .reached { color: var(--good); }
.verdicts .violated, .verdicts .not { color: var(--bad); font-weight: 700; background: var(--bad-soft); }
.verdicts .violated a { color: inherit; } .verdicts .unknown { color: var(--doubt); font-style: italic; }
nav ol { margin: 0; padding-left: 28px; columns: 2 430px; } nav a[aria-current] { font-weight: 700; text-decoration-thickness: 3px; }
.pair { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; margin-top: 14px; }
.pair h2 { margin: 0 0 2px; }
.controls { position: sticky; top: 0; z-index: 2; display: flex; gap: 14px; align-items: center;
  background: var(--panel); padding: 8px 0; border-bottom: 1px solid var(--line); }
.controls label { font-weight: 600; white-space: nowrap; } .controls input { flex: 0 0 200px; accent-color: var(--accent); }
.controls output { flex: 1; min-width: 0; font-weight: 600; overflow-wrap: anywhere; }
.controls kbd { border: 1px solid var(--line); border-radius: 4px; padding: 0 5px; font-size: 12px; }
.board { max-height: max(200px, min(330px, 32vh)); overflow-y: auto; border-bottom: 1px solid var(--line); }
.lanes { width: 100%; table-layout: fixed; font-size: 12.5px; border-collapse: separate; border-spacing: 0; }
.lanes thead th { position: sticky; top: 0; z-index: 1; background: var(--panel); border-bottom: 1px solid var(--line); text-align: left; padding: 4px 6px 0; font-weight: 400; vertical-align: bottom; }
.lanes .number { width: 62px; text-align: right; vertical-align: top; padding: 2px 8px 2px 0; font-weight: 400; }
.lanes .side { font-size: 14px; } .lane-heads { display: grid; grid-template-columns: repeat(var(--n), 1fr); color: var(--soft); padding-bottom: 3px; }
.lane-heads span { overflow-wrap: anywhere; padding: 0 3px; text-align: center; line-height: 1.2; }
.lanes td { position: relative; padding: 2px 6px; border-left: 1px solid var(--line); min-height: 26px; vertical-align: top; }
.lifelines { position: absolute; inset: 0 6px; display: grid; grid-template-columns: repeat(var(--n), 1fr); }
.lifelines i { border-left: 1.5px dotted var(--soft); margin-left: 50%; opacity: .55; }
.call { position: relative; display: block; width: fit-content; max-width: 100%; margin-left: calc(var(--at, 0) * 100%); transform: translateX(-14px);
  background: var(--holder); border: 1px solid var(--soft); border-left: 5px solid var(--accent); border-radius: 4px; padding: 1px 7px; line-height: 1.35; overflow-wrap: anywhere; }
.lane-heads[style="--n:1"] > span { text-align: left; padding: 0; } .lifelines[style="--n:1"] i { margin-left: 14px; }
.call small { color: var(--soft); } .call.leans { margin-left: auto; margin-right: calc((1 - var(--at)) * 100%); transform: translateX(14px); border-left-width: 1px; border-right: 5px solid var(--accent); }
.start .call { margin-left: 0; transform: none; border-style: dashed; border-left-width: 1px; color: var(--soft); background: var(--panel); }
.fails { color: var(--bad); font-weight: 700; font-style: normal; } .fails::before { content: "✗ "; }
.patch { font-size: 11px; color: var(--mark-ink); background: var(--mark); border-radius: 3px; padding: 0 5px; white-space: nowrap; }
.patch::before { content: "+ "; }
.number button { font: inherit; color: inherit; background: none; border: 1px solid transparent; border-radius: 4px; min-width: 26px; cursor: pointer; }
.number button:hover { border-color: var(--soft); }
tr[aria-current] > * { background: var(--accent-soft); } tr[aria-current] button { font-weight: 700; border-color: var(--accent); }
tr[aria-current] .number button::before { content: "▶ "; }
.lanes .fork td { border-left: 0; border-top: 2px dashed var(--bad); color: var(--bad); font-weight: 700; font-size: 11.5px; padding: 1px 6px 1px 68px; font-family: system-ui, "DejaVu Sans", sans-serif; }
.moment { padding-top: 8px; } .js .moment h3 { display: none; } .moment h3 { margin: 4px 0; }
.drawings { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; } .lone .drawings { grid-template-columns: minmax(0, 600px); }
.drawings figure { margin: 0; min-width: 0; } .drawings figcaption { font-weight: 600; font-size: 13.5px; }
.drawing { display: block; width: 100%; height: auto; font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: 11px; }
.drawing text { fill: var(--ink); white-space: pre; } .drawing .label { font-weight: 700; } .drawing .head { font-weight: 700; font-size: 12px; } .drawing .tag { text-anchor: end; font-style: italic; fill: var(--soft); }
.drawing .box { stroke: var(--soft); stroke-width: 1.2; } .holder .box { fill: var(--holder); } .member .box { fill: var(--member); } .drawing .rule { stroke: var(--line); }
.member.unlinked .box { stroke-dasharray: 6 4; fill: var(--panel); } .member.hit .box { stroke: var(--bad); stroke-width: 2.6; stroke-dasharray: 2 3; }
.drawing .absent { opacity: .45; } .drawing .changed, .drawing .mark { fill: var(--mark-ink); } .drawing .changed { font-weight: 700; } .drawing .mark { font-size: 9px; }
.drawing .broken { stroke: none; } rect.broken { fill: url(#hatch); } .hatch-back { fill: var(--bad-soft); } .hatch-line { fill: var(--bad); opacity: .25; } .drawing .breaks { fill: var(--bad); font-weight: 700; }
.arrow path { fill: none; stroke: var(--ink); stroke-width: 1.5; } .arrow .tip { fill: var(--ink); } .arrow.unlinked .shaft { stroke-dasharray: 6 4; } .arrow.unlinked path { stroke: var(--soft); } .arrow.unlinked .tip { fill: var(--panel); }
.arrow.broken path { stroke: var(--bad); stroke-width: 2.2; } .arrow.broken .shaft { stroke-dasharray: 2 3; } .arrow.broken .tip { fill: var(--bad); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 6px 0 0; padding: 0; list-style: none; font-size: 12.5px; color: var(--soft); } .legend svg { width: 46px; height: 12px; vertical-align: -2px; }
.state { width: 100%; table-layout: fixed; font-size: 12.5px; margin-top: 8px; } .state th, .state td { border-bottom: 1px solid var(--line); padding: 2px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
.state thead th { font-family: system-ui, "DejaVu Sans", sans-serif; color: var(--soft); } .state tbody th { font-weight: 400; width: 30%; }
.state .new { background: var(--mark); color: var(--mark-ink); } .state .new small { opacity: .85; }
.state .differs > th { font-weight: 700; } .apart { color: var(--bad); font-weight: 700; margin-left: 6px; }
details { margin-top: 8px; } summary { cursor: pointer; color: var(--soft); font-size: 13px; }
.ends { columns: 2 560px; column-gap: 20px; } .ends > div { break-inside: avoid; }
@media (min-width: 1480px) { .stage { display: grid; grid-template-columns: 660px minmax(0, 1fr); gap: 20px; } .board { max-height: 86vh; border: 0; } }
@media print {
  :root { --page: #fff; --panel: #fff; --ink: #000; --soft: #444; --line: #bbb; --mark: #f3eede; --mark-ink: #000; --good: #000; --bad: #000; --bad-soft: #fff; --doubt: #000; --accent: #333; --accent-soft: #fff; --member: #f6f6f6; --holder: #f6f6f6; }
  h2 { font-size: 15px; } h3, figcaption { font-size: 12px; }
  @page { margin: 12mm; }
  body { padding: 0; max-width: none; font-size: 11px; } .pair { border: 0; padding: 0; margin: 0; break-before: page; }
  nav, .controls { display: none; } .js .moment h3 { display: block; } .board { max-height: none; overflow: visible; } .scrolls { overflow: visible; }
  .moment, .moment[hidden] { display: block; break-inside: avoid; border-top: 1px solid #888; margin-top: 6px; }
  .verdicts { font-size: 10px; } .verdicts td { white-space: normal; } .lanes, .state { font-size: 9.5px; }
  .lanes tr, .state tr, figure { break-inside: avoid; } .lanes thead th { position: static; }
  .moment + .moment .state tr:not(.changes) { display: none; } .moment + .moment .state thead { display: none; }
  tr[aria-current] .number button::before { content: ""; }
}
`;
