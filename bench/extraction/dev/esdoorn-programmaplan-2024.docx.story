# Programmaplan Vitaal Platteland 2024
Gemeente Esdoorn
## 1. Inleiding
Het platteland verandert. Dit plan beschrijft wat wij met partners gaan doen.
## 2. Hoofddoel: Een leefbaar buitengebied met toekomst voor boeren
### Subdoel 1: De natuur herstelt
Wat gaan we doen?
- Gebiedsproces Esdoornse Beek. Opdrachtgever is de provincie Noord-Brabant; waterschap Aa en Maas voert de werken uit. Looptijd 2023-2027.
- Natuurmonumenten en Staatsbosbeheer werken samen in het project Heide in Balans.
### Subdoel 2: Boeren krijgen nieuwe kansen
Wat gaan we doen?
- Het Omschakelfonds Landbouw (OLA) helpt boeren met een lening. De Rabobank en het Rijk leggen samen € 2 miljoen in.
- LTO organiseert de Boerenacademie. Het OLA draagt bij aan Boeren krijgen nieuwe kansen.
## 3. Kosten en dekking
| Project | Kosten | Dekking |
| Gebiedsproces Esdoornse Beek | € 1.200.000 | Provincie |
| Heide in Balans | € 340.000 | Eigen middelen |
