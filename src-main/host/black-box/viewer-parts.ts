/** Style and script of the after-action file's page, as texts: they run in whatever browser opens the file. */

export const VIEWER_STYLE = `
:root{color-scheme:dark}*{box-sizing:border-box;margin:0}
body{height:100vh;display:flex;flex-direction:column;background:#0b1118;color:#e6edf5;font:15px/1.4 "Noto Sans SC","Microsoft YaHei",sans-serif}
header,footer{display:flex;align-items:center;gap:16px;padding:10px 16px;flex:none}h1{font-size:18px}p,small{color:#8fa3bd}
main{flex:1;min-height:0;display:grid;grid-template-columns:minmax(0,1fr) 420px;gap:12px;padding:0 16px}
section{min-height:0;display:flex;flex-direction:column;gap:8px;background:#121a24;padding:10px}
img{flex:1;min-height:0;width:100%;object-fit:contain}img[hidden],p[hidden]{display:none}
nav{display:flex;gap:6px;flex-wrap:wrap}button{background:#182331;color:inherit;border:1px solid #3d5470;border-radius:4px;padding:4px 12px;font:inherit;cursor:pointer}
button[aria-pressed=true]{border-color:#4ea1ff}:focus-visible{outline:2px solid #4ea1ff}
aside{min-height:0;display:flex;flex-direction:column;background:#121a24;padding:10px}h2{font-size:15px;margin-bottom:8px}
ol{list-style:none;padding:0;overflow:auto;flex:1}li{padding:4px 6px;border-left:3px solid transparent;cursor:pointer}
li.now{border-color:#4ea1ff;background:#182331}li.later{color:#6f839c}li b{font-weight:600;margin-right:8px}
input{flex:1}output{font-variant-numeric:tabular-nums;min-width:180px}`;

export const VIEWER_SCRIPT = `
const el=(id)=>document.getElementById(id);
const shots=box.windows.map((_,w)=>box.shots.filter((s)=>s[1]===w));
let shown=0,place=0,timer=0;
const tabs=box.windows.map((name,w)=>{const b=document.createElement("button");b.type="button";b.textContent=name;b.onclick=()=>{const at=now();shown=w;jump(at)};el("windows").append(b);return b});
const lines=box.acts.map((act)=>{const li=document.createElement("li"),b=document.createElement("b");b.textContent=act.time;li.append(b,act.who+" · "+act.what+(act.case?" · "+box.words.case+" "+act.case:""));li.onclick=()=>jump(act.at);el("acts").append(li);return li});
if(lines.length===0){const li=document.createElement("li");li.textContent=box.words.none;el("acts").append(li)}
const of=()=>shots[shown]||[];
const now=()=>{const s=of()[place];return s?s[0]:0};
function draw(){const list=of(),s=list[place];el("at").max=String(Math.max(0,list.length-1));el("at").value=String(place);
 tabs.forEach((t,w)=>t.setAttribute("aria-pressed",String(w===shown)));
 el("picture").hidden=!s;el("none").hidden=!!s;if(s){el("picture").src=s[2];el("time").textContent=s[3]}
 let last=-1;box.acts.forEach((a,i)=>{const past=!s||a.at<=s[0]+999;lines[i].className=past?"":"later";if(past)last=i});
 if(last>=0){lines[last].className="now";lines[last].scrollIntoView({block:"nearest"})}}
function go(n){place=Math.max(0,Math.min(of().length-1,n));draw()}
function jump(at){const list=of();let n=0;list.forEach((s,i)=>{if(s[0]<=at)n=i});go(n)}
function play(){if(timer){clearInterval(timer);timer=0}else timer=setInterval(()=>{if(place>=of().length-1)play();else go(place+1)},250);el("play").setAttribute("aria-pressed",String(!!timer))}
el("at").oninput=()=>go(Number(el("at").value));el("play").onclick=play;
addEventListener("keydown",(e)=>{const by={ArrowRight:1,ArrowLeft:-1,PageDown:60,PageUp:-60}[e.key];
 if(by!==undefined){e.preventDefault();go(place+by)}else if(e.key===" "&&e.target.tagName!=="BUTTON"){e.preventDefault();play()}else if(e.key==="Home")go(0);else if(e.key==="End")go(of().length-1)});
draw();`;
