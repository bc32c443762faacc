# Jaarverslag 2019
Gemeente Bergrijk
## Programma Cultuur, Toerisme en Recreatie
### Wat wilden we bereiken in 2019?
- Meer bezoekers aan de binnenstad
- Een compleet aanbod van routes in het buitengebied
### Wat hebben we in 2019 bereikt?
De Visit Bergrijk-campagne trok extra bezoekers: het aantal overnachtingen steeg van 81.000 in 2018 naar 88.500 in 2019. Museum Het Kasteel en VVV Zuid-Limburg waren partner in de campagne.
Het Routenetwerk Heuvelland is samen met Routebureau Limburg, Natuurmonumenten en de gemeenten Gulpen en Vaals vernieuwd. De kosten bedroegen € 145.000, waarvan de provincie Limburg € 70.000 subsidieerde.
Het Erfgoedplatform Bergrijk werd in mei opgericht. Dit platform adviseert het college over monumenten.
### Wat hebben we niet bereikt?
De restauratie van de Watermolen is nog niet gestart, omdat de aanbesteding mislukte.
